package org.delocate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The house keeps its arrows: what comes earlier on a road knows nothing of what comes later. */
@AnalyzeClasses(packages = "org.delocate", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** From a video to a verdict. */
  private static final List<String> DETECTION_ROAD =
      List.of(
          "media",
          "face",
          "network",
          "detection",
          "report",
          "worker",
          "storage",
          "jobs",
          "server",
          "cli");

  /** From a dataset to a number. */
  private static final List<String> TRAINING_ROAD =
      List.of(
          "dataset", "forgery", "metrics", "chart", "training", "evaluation", "experiment", "cli");

  @ArchTest static final ArchRule mediaComesFirst = knowsNothingLaterThan("media", DETECTION_ROAD);
  @ArchTest static final ArchRule faceUsesMedia = knowsNothingLaterThan("face", DETECTION_ROAD);

  @ArchTest
  static final ArchRule networkUsesFace = knowsNothingLaterThan("network", DETECTION_ROAD);

  @ArchTest
  static final ArchRule detectionUsesNetwork = knowsNothingLaterThan("detection", DETECTION_ROAD);

  @ArchTest
  static final ArchRule reportUsesDetection = knowsNothingLaterThan("report", DETECTION_ROAD);

  @ArchTest
  static final ArchRule workersUseReports = knowsNothingLaterThan("worker", DETECTION_ROAD);

  @ArchTest
  static final ArchRule storageKnowsNoJobs = knowsNothingLaterThan("storage", DETECTION_ROAD);

  @ArchTest static final ArchRule jobsUseStorage = knowsNothingLaterThan("jobs", DETECTION_ROAD);

  @ArchTest
  static final ArchRule theServerKnowsNoCommandLine =
      knowsNothingLaterThan("server", DETECTION_ROAD);

  @ArchTest
  static final ArchRule filesOfStrangersAreOpenedByWorkersOnly =
      noClasses()
          .that()
          .resideInAnyPackage(packages(Stream.of("storage", "jobs", "server")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(Stream.of("media", "face", "network")))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.delocate.detection.Detector")
          .allowEmptyShould(true)
          .because("a hostile file that crashes a decoder must not take the service with it");

  @ArchTest
  static final ArchRule datasetComesFirst = knowsNothingLaterThan("dataset", TRAINING_ROAD);

  @ArchTest
  static final ArchRule forgeryUsesDataset = knowsNothingLaterThan("forgery", TRAINING_ROAD);

  @ArchTest
  static final ArchRule metricsStandAlone = knowsNothingLaterThan("metrics", TRAINING_ROAD);

  @ArchTest
  static final ArchRule trainingUsesForgery = knowsNothingLaterThan("training", TRAINING_ROAD);

  @ArchTest
  static final ArchRule evaluationUsesTraining = knowsNothingLaterThan("evaluation", TRAINING_ROAD);

  @ArchTest static final ArchRule chartsStandAlone = knowsNothingLaterThan("chart", TRAINING_ROAD);

  @ArchTest
  static final ArchRule experimentsUseEvaluation =
      knowsNothingLaterThan("experiment", TRAINING_ROAD);

  @ArchTest
  static final ArchRule whoOnlyDetectsGetsNoTraining =
      noClasses()
          .that()
          .resideInAnyPackage(
              packages(
                  Stream.of(
                      "media",
                      "face",
                      "network",
                      "detection",
                      "report",
                      "worker",
                      "storage",
                      "jobs",
                      "server")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              packages(
                  Stream.of(
                      "dataset",
                      "forgery",
                      "metrics",
                      "chart",
                      "training",
                      "evaluation",
                      "experiment")));

  @ArchTest
  static final ArchRule nativeTypesStayWhereTheWorkIs =
      noClasses()
          .that()
          .resideInAnyPackage(
              packages(
                  Stream.of(
                      "detection",
                      "report",
                      "worker",
                      "storage",
                      "jobs",
                      "server",
                      "cli",
                      "dataset",
                      "chart",
                      "experiment")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..")
          .because(
              "the public API speaks Java records, and native memory is freed where it was taken");

  @ArchTest
  static final ArchRule nothingNativeIsStatic =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(JavaClass.Predicates.assignableTo("org.bytedeco.javacpp.Pointer"))
          .because(
              "a class that is first used within a scope would take the field's memory from it, and"
                  + " lose it with the scope");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.delocate.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandLineSpeaks =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.delocate.cli..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("a library that prints disturbs the program it is part of");

  @ArchTest
  static final ArchRule onlyTheLauncherEndsTheProgram =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.delocate.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  private static ArchRule knowsNothingLaterThan(String earlier, List<String> road) {
    List<String> later = road.subList(road.indexOf(earlier) + 1, road.size());
    return noClasses()
        .that()
        .resideInAPackage("org.delocate." + earlier + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(later.stream()))
        .allowEmptyShould(true);
  }

  private static String[] packages(Stream<String> names) {
    return names.map(name -> "org.delocate." + name + "..").toArray(String[]::new);
  }
}
