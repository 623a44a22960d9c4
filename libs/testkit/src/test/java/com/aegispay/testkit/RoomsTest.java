package com.aegispay.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final String BASE = "com.aegispay.testkit.rooms";
  private static final JavaClasses ALL = new ClassFileImporter().importPackages(BASE);
  private static final JavaClasses WITHOUT_SIDE =
      new ClassFileImporter().importPackages(BASE + ".front", BASE + ".back");

  @Test
  void a_table_that_says_what_the_code_does_passes() {
    assertThatCode(() -> Rooms.check(BASE, "front -> back\nback ->", WITHOUT_SIDE))
        .doesNotThrowAnyException();
  }

  @Test
  void a_dependency_that_the_table_does_not_name_fails() {
    assertThatThrownBy(() -> Rooms.check(BASE, "front ->\nback ->", WITHOUT_SIDE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Front")
        .hasMessageContaining("Back");
  }

  @Test
  void a_room_that_looks_up_to_the_house_fails_even_through_an_array() {
    assertThatThrownBy(() -> Rooms.check(BASE, "front -> back\nback ->\nside ->", ALL))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("House");
  }

  @Test
  void a_row_without_a_room_fails() {
    assertThatThrownBy(() -> Rooms.check(BASE, "front -> back\nback ->\ncellar ->", WITHOUT_SIDE))
        .hasMessageContaining("the row 'cellar' names no room");
  }

  @Test
  void a_target_without_a_room_fails() {
    assertThatThrownBy(() -> Rooms.check(BASE, "front -> back attic\nback ->", WITHOUT_SIDE))
        .hasMessageContaining("'attic', which is no room");
  }

  @Test
  void a_room_without_a_row_fails() {
    assertThatThrownBy(() -> Rooms.check(BASE, "front -> back", WITHOUT_SIDE))
        .hasMessageContaining("the room 'back' has no row");
  }

  @Test
  void a_package_that_does_not_exist_fails() {
    assertThatThrownBy(() -> Rooms.check("com.aegispay.nowhere", ""))
        .hasMessageContaining("no class");
  }
}
