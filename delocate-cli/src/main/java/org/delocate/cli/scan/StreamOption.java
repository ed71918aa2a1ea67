package org.delocate.cli.scan;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --stream N} and {@code --stream all}. */
final class StreamOption implements ITypeConverter<StreamOption.Choice> {

  /**
   * Which videos of a file are judged.
   *
   * @param one that with this number of FFmpeg's; empty for all of them
   */
  record Choice(OptionalInt one) {}

  @Override
  public Choice convert(String value) {
    if (value.equals("all")) {
      return new Choice(OptionalInt.empty());
    }
    if (!value.matches("\\d{1,6}")) {
      throw new TypeConversionException(
          "'" + value + "' is neither 'all' nor the number of a stream");
    }
    return new Choice(OptionalInt.of(Integer.parseInt(value)));
  }
}
