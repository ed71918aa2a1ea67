package org.delocate.cli.option;

import org.delocate.media.sampling.FrameSampling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --frames N} and {@code --frames all}. */
final class FramesOption implements ITypeConverter<FrameSampling> {
  @Override
  public FrameSampling convert(String value) {
    try {
      return FrameSampling.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
