package org.delocate.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a record that people set by its name: what it means and which values it takes. The
 * one place that says so; {@link Settings} reads, checks and explains by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
// The field, too, so that the bytecode of a record says that it uses this.
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Setting {

  /** What it means, with its unit; a phrase without a full stop at its end. */
  String value();

  /** Where its default comes from. */
  Source source();

  /** The least number that it takes. */
  double min() default 0;

  /** The greatest number that it takes. */
  double max() default Double.POSITIVE_INFINITY;

  /** The words that it takes, or that a list of it takes; none: any. */
  String[] oneOf() default {};
}
