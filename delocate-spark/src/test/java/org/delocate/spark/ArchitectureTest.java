package org.delocate.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.delocate.detection.Detector;
import org.delocate.media.read.MediaReader;

/** A batch job stands beside the service: it asks workers, and opens no file itself. */
@AnalyzeClasses(
    packages = "org.delocate.spark",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule filesOfStrangersAreOpenedByWorkersOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Detector.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(MediaReader.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.delocate.face..", "org.bytedeco..")
          .because("a hostile file that crashes a decoder must not take the executor with it");

  @ArchTest
  static final ArchRule nothingOfTheServiceOrTheCommandLine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.delocate.storage..",
              "org.delocate.jobs..",
              "org.delocate.server..",
              "org.delocate.cli..");

  @ArchTest
  static final ArchRule onlyTheMainClassEndsTheProgram =
      noClasses()
          .that()
          .doNotHaveSimpleName("BatchMain")
          .should()
          .callMethod(System.class, "exit", int.class);
}
