package org.delocate.media.file;

import java.util.Arrays;
import java.util.Set;

/**
 * The formats that may be opened: containers of video, pictures and sound that consist of one file.
 *
 * <p>FFmpeg knows more. Left out on purpose are formats that name other files or addresses to be
 * opened (HLS, DASH, {@code concat}, SDP, RTSP, IMF, numbered picture sequences), text that is
 * drawn as video, subtitles, and the formats of old games, whose parsers are little tested against
 * hostile files. Sound is opened only to be able to say that there is no video in it.
 */
public final class InputFormats {

  private static final String VIDEO =
      "mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,live_flv,kux,asf,asf_o,ogg,rm,ivr,mxf,gxf,lxf,"
          + "nut,nuv,nsv,dv,wtv,ivf,obu,h261,h263,h264,hevc,vvc,evc,m4v,mjpeg,mjpeg_2000,mpjpeg,"
          + "smjpeg,vc1,vc1test,dirac,dnxhd,cavsvideo,avs,avs2,avs3,apv,yuv4mpegpipe,cine,dhav,ifv,"
          + "pva,pmp,mods,moflex,mtv,mxg,film_cpk,flic,gif,apng";

  private static final String PICTURES =
      "jpeg_pipe,png_pipe,webp_pipe,bmp_pipe,tiff_pipe,gif_pipe,j2k_pipe,jpegls_pipe,pam_pipe,"
          + "pbm_pipe,pgm_pipe,ppm_pipe,pfm_pipe,qoi_pipe,dpx_pipe,exr_pipe,hdr_pipe,pcx_pipe,"
          + "sgi_pipe,psd_pipe,dds_pipe,ico";

  private static final String SOUND =
      "aac,ac3,ac4,aiff,amr,amrnb,amrwb,ape,au,caf,dsf,dts,eac3,flac,loas,mp3,mpc,mpc8,oma,tak,"
          + "truehd,tta,voc,w64,wav,wv";

  /** The value of FFmpeg's {@code format_whitelist}. */
  public static final String ALLOWED = VIDEO + "," + PICTURES + "," + SOUND;

  /** Coded pictures one after the other, without any container that could date them. */
  private static final Set<String> RAW_STREAMS =
      Set.of(
          "h261",
          "h263",
          "h264",
          "hevc",
          "vvc",
          "evc",
          "obu",
          "m4v",
          "mpegvideo",
          "mjpeg",
          "vc1",
          "dirac",
          "dnxhd",
          "cavsvideo",
          "avs2",
          "avs3",
          "apv");

  private InputFormats() {}

  /** Whether a format, by any of its names, is one of those of videos and pictures. */
  static boolean mayHoldPictures(String names) {
    Set<String> known = Set.of((VIDEO + "," + PICTURES).split(",", -1));
    return Arrays.stream(names.split(",", -1)).anyMatch(known::contains);
  }

  /** Whether the time stamps of a container of this name are FFmpeg's invention. */
  public static boolean isRawStream(String container) {
    return RAW_STREAMS.contains(container);
  }

  /** Whether a container of this name holds one still picture. */
  public static boolean isPicture(String container) {
    return container.endsWith("_pipe") || container.equals("ico");
  }

  /** Whether a container of this name holds a still picture if it has only one frame. */
  public static boolean isPictureOfOneFrame(String container) {
    return container.equals("gif") || container.equals("apng");
  }
}
