package org.delocate.face.detect;

import java.util.List;
import org.delocate.media.image.Image;

/** Finds faces in a picture. One instance serves one thread at a time. */
public interface FaceDetector extends AutoCloseable {

  /** All faces, the surest first; empty if there is none. Boxes may reach over the border. */
  List<DetectedFace> detect(Image image);

  @Override
  void close();
}
