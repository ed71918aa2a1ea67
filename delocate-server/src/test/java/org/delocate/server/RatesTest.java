package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often a caller may do something, by a clock that the test moves. */
final class RatesTest {
  private final AtomicLong clock = new AtomicLong(-5);

  @Test
  void whatWasUsedComesBackWithTimeAndForEachCallerAlone() {
    Rates rates = new Rates(2, clock::get);

    assertThat(rates.allow("ursula")).isTrue();
    assertThat(rates.allow("ursula")).isTrue();
    assertThat(rates.allow("ursula")).isFalse();
    assertThat(rates.allow("lars")).isTrue();

    clock.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(rates.allow("ursula")).isFalse();
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(rates.allow("ursula")).isTrue();
    assertThat(rates.allow("ursula")).isFalse();

    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(rates.allow("ursula")).isTrue();
    assertThat(rates.allow("ursula")).isTrue();
    assertThat(rates.allow("ursula")).isFalse();
  }
}
