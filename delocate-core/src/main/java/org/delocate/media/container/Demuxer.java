package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_TIMED_THUMBNAILS;
import static org.bytedeco.ffmpeg.global.avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.delocate.media.file.InputFormats;
import org.delocate.media.file.VideoStream;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * Takes a container apart into the packets of its video stream.
 *
 * <p>The format is recognized from the content alone: FFmpeg is given an open file and no name. It
 * may open nothing else: the list of allowed protocols is empty, so that a file cannot name another
 * file or an address, whatever format it pretends to be.
 */
public final class Demuxer implements AutoCloseable {

  private static final Set<String> STILL_IMAGE_BRANDS = Set.of("avif", "heic", "heix", "mif1");

  /** Of files in which a still picture stands for the animation where that cannot be shown. */
  private static final Set<String> ANIMATION_BRANDS = Set.of("avis", "hevc", "msf1");

  private final String name;
  private final AVIOContext input = new AVIOContext(null);
  private final AVFormatContext format;
  private final AVPacket packet;
  private final List<Size> statedSizes;
  private final long tableSize;
  private AVStream stream;
  private AVStreamGroup tiles;
  private boolean readFailed;

  private record Size(int width, int height) {}

  /**
   * Opens a file and chooses its video stream.
   *
   * @param wanted FFmpeg's number of the stream; empty for the one that players show
   * @throws MediaException UNREADABLE, NOT_MEDIA, NO_VIDEO or UNSUPPORTED_CODEC
   */
  public Demuxer(Path file, MediaLimits limits, OptionalInt wanted) {
    this(file, limits, wanted.isEmpty(), demuxer -> demuxer.choose(wanted));
  }

  /**
   * Opens a file for its sound, which {@link #stream} then is.
   *
   * @throws MediaException as the constructor does; NO_VIDEO if there is no sound
   */
  public static Demuxer ofSound(Path file, MediaLimits limits) {
    return new Demuxer(file, limits, false, Demuxer::chooseSound);
  }

  private void chooseSound() {
    int best = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      throw new MediaException(MediaException.Reason.NO_VIDEO, name + ": there is no sound");
    }
    stream = format.streams(best);
  }

  /**
   * @param tilesToo whether a picture of tiles may be chosen
   */
  private Demuxer(Path file, MediaLimits limits, boolean tilesToo, Consumer<Demuxer> choice) {
    Ffmpeg.load();
    name = file.getFileName().toString();
    format = avformat_alloc_context();
    packet = av_packet_alloc();
    try {
      openFile(file);
      openFormat();
      statedSizes = statedSizes();
      if (!tilesToo || chooseTiles() == null) {
        findStreams(limits);
      }
      choice.accept(this);
      tableSize = isMov() ? avformat_index_get_entries_count(stream) : 0;
      for (int i = 0; i < format.nb_streams(); i++) {
        if (i != stream.index() && placeOf(i) < 0) {
          format.streams(i).discard(AVDISCARD_ALL);
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the opacity of the picture or video that this demuxer reads.
   *
   * @return nothing if that is opaque
   * @throws MediaException as the constructor does
   */
  public Optional<Demuxer> alpha(Path file, MediaLimits limits, HeifBoxes boxes) {
    boolean video = isVideo();
    int number = pictureNumber();
    OptionalInt alpha = video ? boxes.alphaOfTrack(number) : boxes.alphaOfPicture(number);
    if (alpha.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Demuxer(file, limits, !video, demuxer -> demuxer.choose(alpha.getAsInt(), video)));
  }

  /** Whether there is more than one picture in what is read. */
  public boolean isVideo() {
    return tiles == null && stream.nb_frames() > 1;
  }

  /** The file's own number of the picture, or the video, that is read. */
  public int pictureNumber() {
    return tiles == null ? stream.id() : (int) tiles.id();
  }

  private void choose(OptionalInt wanted) {
    tiles = wanted.isPresent() ? null : chooseTiles();
    if (tiles != null) {
      stream = tiles.streams(0);
    } else {
      stream = wanted.isPresent() ? wanted(wanted.getAsInt()) : chooseVideo();
    }
  }

  /** By the file's own number: a video, a picture of tiles, or a plain picture. */
  private void choose(int number, boolean video) {
    for (int i = 0; i < format.nb_stream_groups() && !video; i++) {
      AVStreamGroup group = format.stream_groups(i);
      if (group.type() == AV_STREAM_GROUP_PARAMS_TILE_GRID && group.id() == number) {
        tiles = group;
        stream = group.streams(0);
        return;
      }
    }
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream candidate = format.streams(i);
      if (candidate.id() == number && candidate.nb_frames() > 1 == video) {
        stream = candidate;
        return;
      }
    }
    throw new MediaException(
        MediaException.Reason.UNSUPPORTED_CODEC, name + ": its transparency cannot be read");
  }

  /** The name of the file. */
  public String name() {
    return name;
  }

  /** FFmpeg's name of the container. */
  public String container() {
    return format.iformat().name().getString();
  }

  /** FFmpeg's name of the codec. */
  public String codec() {
    return avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  /** The video stream; it lives as long as this demuxer. */
  public AVStream stream() {
    return stream;
  }

  /** All videos of the file, but those that are the opacity, or the still picture, of another. */
  public List<VideoStream> videos(HeifBoxes boxes) {
    boolean animated = ANIMATION_BRANDS.contains(brand());
    List<VideoStream> videos = new ArrayList<>();
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream candidate = format.streams(i);
      boolean still = animated && candidate.nb_frames() <= 1;
      boolean opacity = boxes.alphaTracks().containsValue(candidate.id()) && !still;
      if (isMovingPicture(candidate) && !still && !opacity) {
        videos.add(described(format.streams(i)));
      }
    }
    return List.copyOf(videos);
  }

  /** The video that is read. */
  public VideoStream video() {
    return described(stream);
  }

  private VideoStream described(AVStream video) {
    Size size = size(video);
    String codecName = avcodec_get_name(video.codecpar().codec_id()).getString();
    return new VideoStream(video.index(), codecName, size.width(), size.height());
  }

  /** Width in pixels, 0 if it is not known before decoding. */
  public int width() {
    return size(stream).width();
  }

  /** Height in pixels, 0 if it is not known before decoding. */
  public int height() {
    return size(stream).height();
  }

  /**
   * What the packets say, since that is what will be decoded. FFmpeg forgets the size of a video
   * that exceeds the limit of pixels; then it is what the container says.
   */
  private Size size(AVStream video) {
    if (tiles != null && video.index() == stream.index()) {
      AVStreamGroupTileGrid grid = tiles.params_tile_grid();
      return new Size(grid.width(), grid.height());
    }
    int width = video.codecpar().width();
    int height = video.codecpar().height();
    if (width > 0 && height > 0) {
      return new Size(width, height);
    }
    return video.index() < statedSizes.size() ? statedSizes.get(video.index()) : new Size(0, 0);
  }

  /** Seconds of one unit of the stream's time stamps. */
  public double secondsPerTick() {
    return (double) stream.time_base().num() / stream.time_base().den();
  }

  /** Seconds from one frame to the next on average, or 1/25 if the container does not say. */
  public double secondsPerFrame() {
    int frames = stream.avg_frame_rate().num();
    int seconds = stream.avg_frame_rate().den();
    return frames > 0 && seconds > 0 ? (double) seconds / frames : 1.0 / 25;
  }

  /**
   * How many packets the container's table says will be read, or 0 where there is no table to rely
   * on. Of a video whose edit list shows a part of it, FFmpeg reads the groups of pictures of that
   * part only, and lists no others.
   */
  public long frameTableSize() {
    return tableSize;
  }

  /**
   * What a player calls second 0, in seconds of the time stamps. MP4, MOV and Matroska count from
   * their own 0, so that a video may begin later; elsewhere the first sound or picture is at 0. NaN
   * where time stamps say nothing, so that the first frame is at 0.
   */
  public double originSeconds(FrameIndex index) {
    if (index.kind() == FrameIndex.Kind.BY_POSITION || index.frames() == 0) {
      return Double.NaN;
    }
    if (index.kind() == FrameIndex.Kind.BY_DURATION) {
      return 0;
    }
    boolean fragmented = isMov() && stream.nb_frames() == 0;
    double first = index.times()[0] * secondsPerTick();
    if ((isMov() && !fragmented) || container().startsWith("matroska")) {
      return Math.min(0, first);
    }
    boolean alone = format.nb_streams() == 1 || format.start_time() == AV_NOPTS_VALUE;
    return alone ? first : Math.min(first, format.start_time() / (double) AV_TIME_BASE);
  }

  /** The length that the container states for the video, in seconds; 0 if it does not. */
  public double statedSeconds() {
    return isMov() && stream.duration() > 0 ? stream.duration() * secondsPerTick() : 0;
  }

  private boolean isMov() {
    return container().startsWith("mov,");
  }

  /** Whether an MP4-like container says that it is a still picture (AVIF). */
  public boolean isStillImageFile() {
    if (tiles != null) {
      return true;
    }
    return STILL_IMAGE_BRANDS.contains(brand());
  }

  private String brand() {
    AVDictionaryEntry brand = av_dict_get(format.metadata(), "major_brand", null, 0);
    return brand == null || brand.isNull() ? "" : brand.value().getString().strip();
  }

  /**
   * Reads the next packet of the video stream, which {@link #packet()} then holds until the next
   * call.
   *
   * @return false at the end of the file, or where it can be read no further
   */
  public boolean read() {
    while (true) {
      av_packet_unref(packet);
      int result = av_read_frame(format, packet);
      if (result < 0) {
        readFailed = result != AVERROR_EOF;
        return false;
      }
      if (packet.stream_index() == stream.index()) {
        return true;
      }
    }
  }

  public AVPacket packet() {
    return packet;
  }

  /** How the picture is put together, or nothing if it is not made of tiles. */
  public Optional<AVStreamGroupTileGrid> grid() {
    return tiles == null ? Optional.empty() : Optional.of(tiles.params_tile_grid());
  }

  /** Reads the next packet of any tile, which {@link #packet()} then holds until the next call. */
  public boolean readTile() {
    while (true) {
      av_packet_unref(packet);
      int result = av_read_frame(format, packet);
      if (result < 0) {
        readFailed = result != AVERROR_EOF;
        return false;
      }
      if (placeOfTile() >= 0) {
        return true;
      }
    }
  }

  /** The position in the grid's list of the tile that was read last. */
  public int placeOfTile() {
    return placeOf(packet.stream_index());
  }

  /** The stream of the tile that was read last. */
  public AVStream tileStream() {
    return format.streams(packet.stream_index());
  }

  private int placeOf(int streamIndex) {
    if (tiles == null) {
      return -1;
    }
    AVStreamGroupTileGrid grid = tiles.params_tile_grid();
    for (int i = 0; i < grid.nb_tiles(); i++) {
      if (tiles.streams(grid.offsets_idx(i)).index() == streamIndex) {
        return i;
      }
    }
    return -1;
  }

  /** Whether reading ended before the end of the file. */
  boolean readFailed() {
    return readFailed;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    if (!format.isNull()) {
      avformat_close_input(format);
    }
    if (!input.isNull()) {
      avio_close(input);
      input.setNull();
    }
  }

  private void openFile(Path file) {
    try (BytePointer address = Ffmpeg.addressOf(file)) {
      int result = avio_open2(input, address, AVIO_FLAG_READ, null, (AVDictionary) null);
      if (result < 0) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name + ": the file cannot be read: " + Ffmpeg.describe(result));
      }
    }
  }

  private void openFormat() {
    format.pb(input);
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "format_whitelist", InputFormats.ALLOWED, 0);
      av_dict_set(options, "protocol_whitelist", "none", 0);
      int result = avformat_open_input(format, (String) null, null, options);
      if (Ffmpeg.isFileSystemError(result)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name + ": the file cannot be read: " + Ffmpeg.describe(result));
      }
      if (result < 0) {
        throw new MediaException(
            MediaException.Reason.NOT_MEDIA,
            name
                + ": not a video or picture, of a format that is not allowed, or cut off at its"
                + " beginning ("
                + Ffmpeg.describe(result)
                + ")");
      }
    } finally {
      av_dict_free(options);
    }
  }

  /** The sizes that the container states; no stream, or 0, where it states none. */
  private List<Size> statedSizes() {
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream stated = format.streams(i);
      sizes.add(new Size(stated.codecpar().width(), stated.codecpar().height()));
    }
    return sizes;
  }

  /**
   * Lets FFmpeg look into the first packets, with the limit of pixels in force there too. It opens
   * a decoder for every stream, which of a photograph of 192 tiles takes 6 GB; what is needed of
   * those stands in the file's boxes.
   */
  private void findStreams(MediaLimits limits) {
    int streams = format.nb_streams();
    try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams))) {
      for (int i = 0; i < streams; i++) {
        AVDictionary ofStream = new AVDictionary(null);
        av_dict_set(ofStream, "max_pixels", Long.toString(VideoDecoder.maxPixels(limits)), 0);
        options.put(i, ofStream);
      }
      // What it could not find out is no error yet: decoding tells.
      avformat_find_stream_info(format, options);
      for (int i = 0; i < streams; i++) {
        AVDictionary leftOver = options.get(AVDictionary.class, i);
        if (leftOver != null && !leftOver.isNull()) {
          av_dict_free(leftOver);
        }
      }
    }
  }

  private AVStream wanted(int index) {
    if (index < format.nb_streams() && isMovingPicture(format.streams(index))) {
      return format.streams(index);
    }
    throw new MediaException(
        MediaException.Reason.NO_VIDEO, name + ": there is no video stream " + index);
  }

  /** The picture of tiles that is the file's main one, or null. */
  private AVStreamGroup chooseTiles() {
    AVStreamGroup largest = null;
    for (int i = 0; i < format.nb_stream_groups(); i++) {
      AVStreamGroup group = format.stream_groups(i);
      if (group.type() == AV_STREAM_GROUP_PARAMS_TILE_GRID && group.nb_streams() > 0) {
        if ((group.disposition() & AV_DISPOSITION_DEFAULT) != 0) {
          return group;
        }
        if (largest == null || area(group) > area(largest)) {
          largest = group;
        }
      }
    }
    for (int i = 0; i < format.nb_streams(); i++) {
      if ((format.streams(i).disposition() & AV_DISPOSITION_DEFAULT) != 0) {
        return null; // the tiles are those of a map that goes with the picture
      }
    }
    return largest;
  }

  private static long area(AVStreamGroup group) {
    AVStreamGroupTileGrid grid = group.params_tile_grid();
    return (long) grid.width() * grid.height();
  }

  private AVStream chooseVideo() {
    int best = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best >= 0 && isMovingPicture(format.streams(best))) {
      return format.streams(best);
    }
    boolean sound = false;
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream candidate = format.streams(i);
      if (isMovingPicture(candidate)) {
        return candidate;
      }
      sound |= candidate.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO;
    }
    throw sound || best >= 0
        ? new MediaException(
            MediaException.Reason.NO_VIDEO, name + ": there is sound, but no video in the file")
        : new MediaException(
            MediaException.Reason.NOT_MEDIA, name + ": there is no video or picture in the file");
  }

  /** Cover art of a song is stored as a video of one frame. */
  private static boolean isMovingPicture(AVStream stream) {
    int stillPicture = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
    return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
        && (stream.disposition() & stillPicture) == 0;
  }
}
