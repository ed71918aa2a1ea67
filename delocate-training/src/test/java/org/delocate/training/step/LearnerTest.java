package org.delocate.training.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both optimisers against their formulas, step by step in Java. */
class LearnerTest {

  private static final double RATE = 0.1;
  private static final double DECAY = 0.2;
  private static final double[] GRADIENTS = {0.5, -0.25, 1.0};

  @TempDir Path folder;

  private static Map<String, Tensor> parameters() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    named.put("matrix", number(1, 1));
    named.put("vector", number(1));
    named.put("tuned.matrix", number(1, 1));
    return named;
  }

  private static Tensor number(long... shape) {
    return Tensor.create(new double[] {2}, shape).set_requires_grad(true);
  }

  private static Optimization optimization(String name, double clip) {
    // No warm-up; the rate of step 0 is the whole one, and 1000 steps keep it there.
    return new Optimization(name, new Schedule(RATE, RATE, 0, 1000), 0.9, 0.99, DECAY, clip, 0);
  }

  private static void step(Learner learner, Map<String, Tensor> parameters, int number) {
    parameters.values().forEach(p -> p.mul(new Scalar(GRADIENTS[number])).sum().backward());
    learner.clip();
    learner.update(number);
  }

  private static double value(Map<String, Tensor> parameters, String name) {
    return parameters.get(name).sum().item_double();
  }

  private static double share(String name) {
    return name.startsWith("tuned") ? 0.1 : 1;
  }

  @Test
  void stochasticGradientDescentWithNesterovsMomentum() {
    Map<String, Tensor> parameters = parameters();
    try (Learner learner = new Learner(parameters, optimization("sgd", 0), LearnerTest::share)) {
      for (int i = 0; i < GRADIENTS.length; i++) {
        step(learner, parameters, i);
      }
    }
    assertThat(value(parameters, "matrix")).isCloseTo(descended(RATE, DECAY), within(1e-12));
    assertThat(value(parameters, "vector")).isCloseTo(descended(RATE, 0), within(1e-12));
    assertThat(value(parameters, "tuned.matrix"))
        .isCloseTo(descended(0.1 * RATE, DECAY), within(1e-12));
  }

  private static double descended(double rate, double decay) {
    double weight = 2;
    double velocity = 0;
    for (int i = 0; i < GRADIENTS.length; i++) {
      double gradient = GRADIENTS[i] + decay * weight;
      velocity = i == 0 ? gradient : 0.9 * velocity + gradient;
      weight -= rate * (gradient + 0.9 * velocity);
    }
    return weight;
  }

  @Test
  void adamWithDecoupledDecayGoesOnFromItsFile() {
    Map<String, Tensor> parameters = parameters();
    Path file = folder.resolve("moments");
    try (Learner learner = new Learner(parameters, optimization("adamw", 0), LearnerTest::share)) {
      step(learner, parameters, 0);
      step(learner, parameters, 1);
      learner.save(file);
    }
    try (Learner learner = new Learner(parameters, optimization("adamw", 0), LearnerTest::share)) {
      learner.load(file);
      step(learner, parameters, 2);
    }
    assertThat(value(parameters, "matrix")).isCloseTo(adapted(RATE, DECAY), within(1e-9));
    assertThat(value(parameters, "vector")).isCloseTo(adapted(RATE, 0), within(1e-9));
    assertThat(value(parameters, "tuned.matrix"))
        .isCloseTo(adapted(0.1 * RATE, DECAY), within(1e-9));
  }

  private static double adapted(double rate, double decay) {
    double weight = 2;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < GRADIENTS.length; i++) {
      weight -= rate * decay * weight;
      mean = 0.9 * mean + 0.1 * GRADIENTS[i];
      square = 0.99 * square + 0.01 * GRADIENTS[i] * GRADIENTS[i];
      double m = mean / (1 - Math.pow(0.9, i + 1));
      double v = square / (1 - Math.pow(0.99, i + 1));
      weight -= rate * m / (Math.sqrt(v) + 1e-8);
    }
    return weight;
  }

  @Test
  void gradientsAreCutToTheirJointNorm() {
    Map<String, Tensor> parameters = parameters();
    try (Learner learner = new Learner(parameters, optimization("sgd", 0.5), name -> 1)) {
      parameters.values().forEach(p -> p.mul(new Scalar(2.0)).sum().backward());
      assertThat(learner.clip()).isCloseTo(Math.sqrt(12), within(1e-9));
      double squares = 0;
      for (Tensor parameter : parameters.values()) {
        squares += parameter.grad().square().sum().item_double();
      }
      assertThat(Math.sqrt(squares)).isCloseTo(0.5, within(1e-6));
    }
    assertThatThrownBy(() -> new Learner(Map.of(), optimization("sgd", 0), name -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
