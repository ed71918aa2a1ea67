package org.delocate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.delocate.network.engine.Precision;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark still does what it measures: each is called once, with no clock. */
final class EveryBenchmarkTest {

  private static final Set<Class<?>> PARTS =
      Set.of(
          DecodingBenchmark.class,
          FindingBenchmark.class,
          AligningBenchmark.class,
          MotionBenchmark.class,
          OpeningBenchmark.class,
          NetworksBenchmark.class,
          TextureBenchmark.class,
          ReportBenchmark.class);

  @Test
  void everyBenchmarkIsInTheListThatJmhReads() {
    Set<String> listed =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(BenchmarkListEntry::getUsername)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            PARTS.stream()
                .flatMap(EveryBenchmarkTest::benchmarks)
                .map(method -> method.getDeclaringClass().getName() + "." + method.getName())
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> everyBenchmarkGivesAResult() {
    return PARTS.stream()
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .flatMap(
            part ->
                choices(part).stream()
                    .map(
                        choice ->
                            dynamicTest(
                                part.getSimpleName() + choice.map(name -> " " + name).orElse(""),
                                () -> run(part, choice))));
  }

  /** The values of the part's parameter, if it has one. */
  private static List<Optional<String>> choices(Class<?> part) {
    return parameter(part)
        .map(field -> Arrays.stream(field.getAnnotation(Param.class).value()).map(Optional::of))
        .orElseGet(() -> Stream.of(Optional.empty()))
        .toList();
  }

  private static Optional<Field> parameter(Class<?> part) {
    return Arrays.stream(part.getFields())
        .filter(field -> field.isAnnotationPresent(Param.class))
        .findAny();
  }

  private static void run(Class<?> part, Optional<String> choice)
      throws ReflectiveOperationException {
    Object state = part.getConstructor().newInstance();
    if (choice.isPresent()) {
      parameter(part).orElseThrow().set(state, Precision.valueOf(choice.get()));
    }
    callAll(state, Setup.class);
    try {
      for (Method benchmark : benchmarks(part).toList()) {
        assertThat(size(benchmark.invoke(state))).as(benchmark.toString()).isPositive();
      }
    } finally {
      callAll(state, TearDown.class);
    }
  }

  private static Stream<Method> benchmarks(Class<?> part) {
    return annotated(part, Benchmark.class);
  }

  private static Stream<Method> annotated(Class<?> part, Class<? extends Annotation> by) {
    return Arrays.stream(part.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(by));
  }

  private static void callAll(Object state, Class<? extends Annotation> by)
      throws ReflectiveOperationException {
    for (Method method : annotated(state.getClass(), by).toList()) {
      method.invoke(state);
    }
  }

  /** How much a result holds: 0 if nothing. */
  private static long size(Object result) {
    if (result instanceof Number number) {
      return number.longValue();
    }
    if (result instanceof Collection<?> several) {
      return several.size();
    }
    if (result instanceof Optional<?> perhaps) {
      return perhaps.isPresent() ? 1 : 0;
    }
    if (result != null && result.getClass().isArray()) {
      return Array.getLength(result);
    }
    return result == null ? 0 : 1;
  }
}
