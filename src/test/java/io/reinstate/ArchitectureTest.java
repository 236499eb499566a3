package io.reinstate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JODATIME;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.reinstate.host.Interrupted;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** How the packages may lean on each other, and what no class does. */
@AnalyzeClasses(packages = "io.reinstate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** From the ground up: a room uses those before it. */
  private static final List<String> ROOMS =
      List.of(
          "catalog",
          "host",
          "storage",
          "git",
          "tree",
          "change",
          "database",
          "service",
          "toggle",
          "snapshot",
          "exchange",
          "health",
          "traffic",
          "release",
          "rollback",
          "runbook",
          "backup",
          "cli",
          "engine",
          "people",
          "process",
          "web",
          "demo");

  /** More means that there is a room within it. */
  private static final int FILES_A_ROOM = 40;

  @ArchTest
  static final ArchRule aRoomUsesThoseBelowIt =
      classes().that().resideInAPackage("io.reinstate.*..").should(useRoomsBelowOnly());

  /** Rooms within rooms too. */
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.reinstate.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noRoomIsCrowded = classes().should(shareTheirPackageWithFewFiles());

  /** A new one needs no line anywhere else. */
  @ArchTest
  static final ArchRule nothingKnowsARunbook =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reinstate.runbook..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.reinstate.runbook..");

  @ArchTest
  static final ArchRule productsAreNamedByTheirDatabasesOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reinstate.database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.reinstate.database.postgresql", "io.reinstate.database.sqlite");

  @ArchTest
  static final ArchRule onlyProcessAndWebKnowTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.reinstate.engine..",
              "io.reinstate.people..",
              "io.reinstate.process..",
              "io.reinstate.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule nothingDependsOnTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reinstate.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.reinstate.demo..");

  @ArchTest
  static final ArchRule theCommandLineStandsOnTopAndNeedsNoServer =
      noClasses()
          .that()
          .resideInAPackage("io.reinstate.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.reinstate.engine..",
              "io.reinstate.people..",
              "io.reinstate.process..",
              "io.reinstate.web..");

  @ArchTest
  static final ArchRule nothingButTheStartDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reinstate.cli..")
          .and()
          .doNotHaveFullyQualifiedName("io.reinstate.Reinstate")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.reinstate.cli..", "picocli..");

  @ArchTest
  static final ArchRule everyUncheckedFailureIsOneOfOurs =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .doNotBelongToAnyOf(Interrupted.class)
          .should()
          .beAssignableTo(ReinstateException.class);

  @ArchTest
  static final ArchRule theEndOfReinstateIsNoFailure =
      noClasses()
          .that()
          .belongToAnyOf(Interrupted.class)
          .should()
          .beAssignableTo(ReinstateException.class);

  /** It would take the end of Reinstate for an answer. These throw on what they caught. */
  @ArchTest
  static final ArchRule nothingCatchesEverything =
      noCodeUnits()
          .that()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName("io.reinstate.cli.CliCommand")
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName("io.reinstate.git.Repositories")
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName("io.reinstate.host.Output")
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName("io.reinstate.traffic.NginxProxy")
          .should(catchEverything());

  @ArchTest
  static final ArchRule namesSayWhatATypeIs =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|Bean)");

  @ArchTest
  static final ArchRule failuresAreNotNamedAfterTheirKind =
      noClasses()
          .that()
          .areAssignableTo(ReinstateException.class)
          .and()
          .doNotBelongToAnyOf(ReinstateException.class)
          .should()
          .haveSimpleNameEndingWith("Exception")
          .orShould()
          .haveSimpleNameEndingWith("Error");

  @ArchTest
  static final ArchRule standardStreamsAreUnused = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest static final ArchRule javaUtilLoggingIsUnused = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest static final ArchRule jodaTimeIsUnused = NO_CLASSES_SHOULD_USE_JODATIME;

  @ArchTest static final ArchRule fieldsAreNotInjected = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule stackTracesAreLogged =
      noClasses().should().callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule theTimeComesFromTheClock =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.reinstate.SystemClock")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule fieldsDoNotChangeFromOutside =
      fields().that().areNotPrivate().and().areNotStatic().should().beFinal();

  @ArchTest
  static final ArchRule nothingIsSharedThatCanChange =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule aStepIsSeenByItsPackageOnly =
      classes()
          .that()
          .areAssignableTo(JavaDelegate.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .beAnnotatedWith(Component.class)
          .andShould()
          .resideInAPackage("io.reinstate.process.*");

  @ArchTest
  static final ArchRule valuesAreNotKeptAsSerializedObjects =
      noClasses().that().areRecords().should().implement(Serializable.class);

  @ArchTest
  static final ArchRule nobodyThrowsJustAnything =
      methods().should().notDeclareThrowableOfType(Throwable.class);

  private static ArchCondition<JavaClass> useRoomsBelowOnly() {
    return new ArchCondition<>("use rooms below their own only") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        int own = ROOMS.indexOf(room(user));
        if (own < 0) {
          events.add(violated(user, user.getName() + " lies in a room that has no place in ROOMS"));
        }
        user.getDirectDependenciesFromSelf().stream()
            .filter(used -> ROOMS.indexOf(room(used.getTargetClass())) > own)
            .forEach(used -> events.add(violated(user, used.getDescription())));
      }
    };
  }

  /** The first part of the package below {@code io.reinstate}; empty for what is not in a room. */
  private static String room(JavaClass type) {
    var parts = type.getPackageName().split("\\.");
    return type.getPackageName().startsWith("io.reinstate.") ? parts[2] : "";
  }

  private static ArchCondition<JavaClass> shareTheirPackageWithFewFiles() {
    return new ArchCondition<>("share their package with at most %d files", FILES_A_ROOM) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var files =
            type.getPackage().getClasses().stream()
                .flatMap(other -> other.getSource().stream())
                .flatMap(source -> source.getFileName().stream())
                .distinct()
                .count();
        if (files > FILES_A_ROOM) {
          events.add(violated(type, type.getPackageName() + " holds " + files + " files"));
        }
      }
    };
  }

  private static ArchCondition<JavaCodeUnit> catchEverything() {
    return ArchCondition.from(
        describe(
            "catch Exception or RuntimeException",
            code ->
                code.getTryCatchBlocks().stream()
                    .flatMap(block -> block.getCaughtThrowables().stream())
                    .anyMatch(type(Exception.class).or(type(RuntimeException.class)))));
  }
}
