package org.delocate.cli.option;

import org.delocate.media.sampling.FrameSampling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --frames N} and {@code --frames all}. */
final class FramesOption implements ITypeConverter<FrameSampling> {
  @Override
  public FrameSampling convert(String value) {
    if (value.equals("all")) {
      return FrameSampling.all();
    }
    try {
      return FrameSampling.even(Integer.parseInt(value));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + value + "' is neither 'all' nor a number of at least 1");
    }
  }
}
