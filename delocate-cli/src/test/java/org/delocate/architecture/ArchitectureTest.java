package org.delocate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The house keeps its rooms and its arrows: {@code rooms.txt} lists every package with all that it
 * may use, and what comes earlier in the list knows nothing of what comes later.
 */
@AnalyzeClasses(packages = "org.delocate", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String HOUSE = "org.delocate.";

  /** Beyond this a package is a hall: whoever enters reads an alphabet, not a plan. */
  private static final int MOST_CLASSES = 25;

  /** Rooms of programs of their own, whose classes are not on this class path: sources are read. */
  private static final List<String> BESIDE = List.of("spark", "benchmarks");

  private static final List<String> DETECTION =
      List.of("media", "face", "network", "detection", "report");

  private static final List<String> SERVICE = List.of("worker", "storage", "jobs", "server");

  private static final List<String> TRAINING =
      List.of("dataset", "forgery", "metrics", "chart", "training", "evaluation", "experiment");

  @ArchTest
  static void everyRoomIsInTheList(JavaClasses classes) {
    assertThat(arrows(classes).keySet())
        .as("packages with classes, which must be the rooms of rooms.txt")
        .containsExactlyInAnyOrderElementsOf(
            RoomList.read().rooms().stream().map(RoomList.Room::name).toList());
  }

  @ArchTest
  static void theListHoldsEveryArrow(JavaClasses classes) {
    Map<String, Map<String, String>> arrows = arrows(classes);
    List<String> wrong = new ArrayList<>();
    for (RoomList.Room room : RoomList.read().rooms()) {
      Map<String, String> real = arrows.getOrDefault(room.name(), Map.of());
      real.forEach(
          (target, example) -> {
            if (!room.uses().contains(target)) {
              wrong.add(room.name() + " may not use " + target + ": " + example);
            }
          });
      room.uses().stream()
          .filter(target -> !real.containsKey(target))
          .forEach(target -> wrong.add(room.name() + " no longer uses " + target));
    }
    assertThat(wrong).as("arrows that differ from rooms.txt").isEmpty();
  }

  @ArchTest
  static void aRoomUsesOnlyWhatStandsAboveIt(JavaClasses classes) {
    List<String> above = new ArrayList<>();
    for (RoomList.Room room : RoomList.read().rooms()) {
      assertThat(above).as("rooms above " + room.name()).containsAll(room.uses());
      above.add(room.name());
    }
  }

  @ArchTest
  static void whatIsInsideAFamilyStaysThere(JavaClasses classes) {
    RoomList list = RoomList.read();
    for (RoomList.Room room : list.rooms()) {
      for (String target : room.uses()) {
        RoomList.Room used = list.room(target);
        if (used.inside()) {
          assertThat(used.family())
              .as(room.name() + " uses " + target + ", which is inside its family")
              .isEqualTo(room.family());
        }
      }
    }
  }

  @ArchTest
  static void noRoomIsAHall(JavaClasses classes) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (JavaClass type : classesOf(classes)) {
      if (type.isTopLevelClass()) {
        sizes.merge(type.getPackageName(), 1, Integer::sum);
      }
    }
    BESIDE.forEach(room -> sizes.put(room, RoomList.files(room).size()));
    assertThat(sizes).allSatisfy((room, size) -> assertThat(size).isBetween(1, MOST_CLASSES));
  }

  @ArchTest
  static void everyRoomSaysWhatItMayUse(JavaClasses classes) {
    for (RoomList.Room room : RoomList.read().rooms()) {
      assertThat(RoomList.description(room.name()))
          .as("package-info of " + room.name())
          .endsWith(room.sentence());
    }
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("org.delocate.(**)").should().beFreeOfCycles();

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
  static final ArchRule whoOnlyDetectsGetsNoTraining =
      noClasses()
          .that()
          .resideInAnyPackage(packages(Stream.concat(DETECTION.stream(), SERVICE.stream())))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(TRAINING.stream()));

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
          .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..")
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

  /** For every room, the rooms that it uses, each with one place that does so. */
  private static Map<String, Map<String, String>> arrows(JavaClasses classes) {
    Map<String, Map<String, String>> arrows = new TreeMap<>();
    for (JavaClass type : classesOf(classes)) {
      String room = room(type);
      Map<String, String> used = arrows.computeIfAbsent(room, name -> new TreeMap<>());
      type.getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(HOUSE) && !room(target).equals(room)) {
                  used.putIfAbsent(room(target), dependency.getDescription());
                }
              });
    }
    BESIDE.forEach(room -> arrows.put(room, RoomList.imports(room)));
    return arrows;
  }

  /** Without those that the compiler makes of {@code package-info} files. */
  private static List<JavaClass> classesOf(JavaClasses classes) {
    return classes.stream().filter(type -> !type.getSimpleName().equals("package-info")).toList();
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(HOUSE.length());
  }

  private static String[] packages(Stream<String> families) {
    return families.map(name -> HOUSE + name + "..").toArray(String[]::new);
  }
}
