package org.delocate.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in a video: {@code 90.5}, {@code 1:30.5} or {@code 0:01:30.5}. */
public final class TimeOption implements ITypeConverter<Double> {

  private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d+)?)");

  @Override
  public Double convert(String value) {
    Matcher time = TIME.matcher(value);
    if (!time.matches()) {
      throw new TypeConversionException(
          "'" + value + "' is no time, such as 90.5 (seconds) or 1:30.5");
    }
    double hours = time.group(1) == null ? 0 : Double.parseDouble(time.group(1));
    double minutes = time.group(2) == null ? 0 : Double.parseDouble(time.group(2));
    return 3600 * hours + 60 * minutes + Double.parseDouble(time.group(3));
  }
}
