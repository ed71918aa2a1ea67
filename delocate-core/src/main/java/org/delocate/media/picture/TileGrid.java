package org.delocate.media.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_new_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_remove_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.delocate.media.colour.Colours;
import org.delocate.media.colour.Scaler;
import org.delocate.media.container.Cropping;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameSource;
import org.delocate.media.container.HeifBoxes;
import org.delocate.media.container.VideoDecoder;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * A photograph that is stored as tiles, each a picture of its own, as phones write HEIC. The tiles
 * are put together as they were coded; what is to be seen is cut from them, and turned, later. Of a
 * photograph of more pixels than can be looked at, each tile is brought to half its width and
 * height as soon as it is decoded, so that the whole is never in memory.
 */
final class TileGrid implements FrameSource {

  /** Of what is too large. */
  private static final int REDUCTION = 2;

  private final Demuxer demuxer;
  private final AVStreamGroupTileGrid grid;
  private final MediaLimits limits;
  private final int threads;
  private final Cropping cropping;
  private final int reduction;
  private final AVFrame tile = av_frame_alloc();
  private final AVFrame frame = av_frame_alloc();
  private boolean delivered;
  private long tilesDecoded;
  private long damagedTiles;

  /**
   * @param aperture the part of the picture that is to be seen, if not all of it is; FFmpeg does
   *     not tell that of a picture of tiles
   */
  TileGrid(
      Demuxer demuxer,
      AVStreamGroupTileGrid grid,
      MediaLimits limits,
      int threads,
      Optional<HeifBoxes.Aperture> aperture) {
    this.demuxer = demuxer;
    this.grid = grid;
    this.limits = limits;
    this.threads = threads;
    this.cropping = cropping(aperture);
    long seen = (long) grid.width() * grid.height();
    long coded = (long) grid.coded_width() * grid.coded_height();
    boolean whole = seen <= limits.maxPixels() && coded <= VideoDecoder.maxPixels(limits);
    this.reduction = whole ? 1 : REDUCTION;
    MediaLimits most = !whole && halvesMeet() ? limits.ofFourTimes() : limits;
    if (seen > most.maxPixels() || Math.min(grid.width(), grid.height()) < limits.minSide()) {
      limits.check(demuxer.name(), grid.width(), grid.height());
    }
    if (coded > VideoDecoder.maxPixels(most)) {
      throw new MediaException(
          MediaException.Reason.TOO_LARGE,
          demuxer.name() + ": the tiles have " + coded + " pixels together");
    }
  }

  /** Whether every tile begins at a pixel, and at a sample of colour, of the half, too. */
  private boolean halvesMeet() {
    for (int i = 0; i < grid.nb_tiles(); i++) {
      if (grid.offsets_horizontal(i) % (2 * REDUCTION) != 0
          || grid.offsets_vertical(i) % (2 * REDUCTION) != 0) {
        return false;
      }
    }
    return true;
  }

  private Cropping cropping(Optional<HeifBoxes.Aperture> aperture) {
    Cropping told = Cropping.of(grid.coded_side_data(), grid.nb_coded_side_data());
    Cropping wanted =
        told.equals(Cropping.NONE)
            ? aperture.map(seen -> seen.of(grid.width(), grid.height())).orElse(Cropping.NONE)
            : told;
    return wanted.leavesPixelsOf(grid.width(), grid.height()) ? wanted : Cropping.NONE;
  }

  @Override
  public boolean decode() {
    if (delivered) {
      return false;
    }
    delivered = true;
    while (demuxer.readTile()) {
      int place = demuxer.placeOfTile();
      if (decoded(demuxer.tileStream(), demuxer.packet())) {
        reduce();
        if (tilesDecoded++ == 0) {
          prepare();
        }
        paste(place);
      }
    }
    if (tilesDecoded == 0) {
      return false;
    }
    damagedTiles += grid.nb_tiles() - tilesDecoded;
    finish();
    return true;
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  @Override
  public boolean frameDamaged() {
    return damagedTiles > 0;
  }

  @Override
  public long decoded() {
    return tilesDecoded > 0 ? 1 : 0;
  }

  @Override
  public long damaged() {
    return damagedTiles > 0 ? 1 : 0;
  }

  @Override
  public int reduction() {
    return reduction;
  }

  @Override
  public int wholeWidth() {
    return reduction == 1 ? frame.width() : grid.width() - cropping.left() - cropping.right();
  }

  @Override
  public int wholeHeight() {
    return reduction == 1 ? frame.height() : grid.height() - cropping.top() - cropping.bottom();
  }

  @Override
  public void close() {
    av_frame_free(tile);
    av_frame_free(frame);
  }

  private void reduce() {
    if (reduction > 1) {
      AVFrame half = av_frame_alloc();
      HalvedFrames.halve(tile, half);
      av_frame_unref(tile);
      av_frame_move_ref(tile, half);
      av_frame_free(half);
    }
  }

  private int reduced(int pixels) {
    return pixels / reduction;
  }

  /** A decoder for each tile, since each may have its own parameters. */
  private boolean decoded(AVStream stream, AVPacket packet) {
    AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null || codec.isNull()) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC,
          "there is no decoder for the codec " + demuxer.codec());
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      avcodec_parameters_to_context(context, stream.codecpar());
      context.thread_count(threads);
      context.max_pixels(VideoDecoder.maxPixels(limits));
      if (avcodec_open2(context, codec, (AVDictionary) null) < 0
          || avcodec_send_packet(context, packet) < 0) {
        return false;
      }
      avcodec_send_packet(context, null);
      if (avcodec_receive_frame(context, tile) < 0) {
        return false;
      }
      if (tile.decode_error_flags() != 0) {
        damagedTiles++;
      }
      return true;
    } finally {
      avcodec_free_context(context);
    }
  }

  /** The empty picture, of the background's colour, in the first tile's format. */
  private void prepare() {
    AVFrame colour = av_frame_alloc();
    colour.width(16);
    colour.height(16);
    colour.format(AV_PIX_FMT_RGB24);
    Colours colours = Colours.of(tile, demuxer.stream().codecpar().codec_id(), true);
    try (Scaler scaler =
        new Scaler(tile.format(), colours.matrix(), colours.fullRange(), SWS_POINT)) {
      av_frame_get_buffer(colour, 0);
      BytePointer pixels = colour.data(0);
      BytePointer background = grid.background();
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 48; x++) {
          pixels.put((long) y * colour.linesize(0) + x, background.get(x % 3));
        }
      }
      AVFrame filled =
          scaler.scale(
              colour,
              reduced(grid.coded_width()),
              reduced(grid.coded_height()),
              colours.matrix(),
              true);
      av_frame_ref(frame, filled);
      av_frame_copy_props(frame, tile);
    } finally {
      av_frame_free(colour);
    }
  }

  /** Copies a tile to its place; what would lie outside the picture is left out. */
  private void paste(int place) {
    if (tile.format() != frame.format()) {
      damagedTiles++;
      return;
    }
    int left = reduced(grid.offsets_horizontal(place));
    int top = reduced(grid.offsets_vertical(place));
    int width = Math.min(tile.width(), reduced(grid.coded_width()) - left);
    int height = Math.min(tile.height(), reduced(grid.coded_height()) - top);
    if (left < 0 || top < 0 || width <= 0 || height <= 0) {
      return;
    }
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(tile.format());
    for (int plane = 0; plane < av_pix_fmt_count_planes(tile.format()); plane++) {
      boolean chroma = plane == 1 || plane == 2;
      int down = chroma ? format.log2_chroma_h() : 0;
      int indent = av_image_get_linesize(tile.format(), left, plane);
      BytePointer target =
          new BytePointer(frame.data(plane))
              .position((long) (top >> down) * frame.linesize(plane) + indent);
      int bytes =
          Math.min(
              av_image_get_linesize(tile.format(), width, plane), frame.linesize(plane) - indent);
      int rows = Math.min(-(-height >> down), -(-frame.height() >> down) - (top >> down));
      av_image_copy_plane(
          target, frame.linesize(plane), tile.data(plane), tile.linesize(plane), bytes, rows);
    }
  }

  /** Cuts out what is to be seen, and notes how it is to be turned. */
  private void finish() {
    int left = reduced(grid.horizontal_offset());
    int top = reduced(grid.vertical_offset());
    int right = frame.width() - left - reduced(grid.width());
    int bottom = frame.height() - top - reduced(grid.height());
    new Cropping(left, top, right, bottom).apply(frame);
    cropping.dividedBy(reduction).apply(frame);
    av_frame_remove_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    AVPacketSideData matrix =
        grid.nb_coded_side_data() == 0
            ? null
            : av_packet_side_data_get(
                grid.coded_side_data(), grid.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix != null && !matrix.isNull()) {
      AVFrameSideData copy =
          av_frame_new_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX, matrix.size());
      byte[] bytes = new byte[(int) matrix.size()];
      matrix.data().get(bytes);
      copy.data().put(bytes, 0, bytes.length);
    }
  }
}
