package org.delocate.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that is a record of settings whose keys stand beside those of the record around it,
 * as if they were its own: grouped for those who read the code, not for those who write files.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {

  /**
   * A word that its keys begin with, so that two components may be of the same record: with {@code
   * encoder}, the key of {@code width} is {@code encoderWidth}.
   */
  String value() default "";
}
