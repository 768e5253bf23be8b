package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.testing.Covers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanUnitsTest {

    private final PlanUnits units = new PlanUnits(
            Map.of(
                    "县营商环境局", new Resolution(List.of("u-env"), false),
                    "县营商环境建设监督局", new Resolution(List.of("u-env"), false),
                    "各乡（镇）政府", new Resolution(List.of("u-t1", "u-t2"), true),
                    "县直各部门", new Resolution(List.of("u-env", "u-edu"), true),
                    "县直各有关部门", new Resolution(List.of(), true)),
            Map.of(
                    "u-t1", new Unit("柳河镇", null),
                    "u-t2", new Unit("东岗镇", null),
                    "u-env", new Unit("县营商环境局", "p-env-head"),
                    "u-edu", new Unit("县教育和体育局", "p-edu-head")),
            Map.of());

    @Test
    @Covers("A005")
    void a_collective_becomes_its_members_and_a_lead_unit_is_not_named_twice() {
        var who = units.assignment(List.of("县营商环境局"), List.of("各乡（镇）政府", "县直各部门"));

        assertThat(who.leadUnits()).containsExactly(new Party("u-env", "县营商环境局"));
        assertThat(who.responsibleUnits())
                .containsExactly(new Party("u-t1", "柳河镇"), new Party("u-t2", "东岗镇"), new Party("u-edu", "县教育和体育局"));
        assertThat(who.units()).containsExactly("u-env", "u-t1", "u-t2", "u-edu");
        assertThat(who.postId()).isEqualTo("p-env-head");
    }

    @Test
    @Covers("A005")
    void related_and_unknown_units_stay_as_printed_and_are_nobody() {
        var who = units.assignment(List.of("县旅游局"), List.of("县直各有关部门"));

        assertThat(who.leadUnits()).containsExactly(new Party(null, "县旅游局"));
        assertThat(who.responsibleUnits()).containsExactly(new Party(null, "县直各有关部门"));
        assertThat(who.units()).isEmpty();
    }

    @Test
    @Covers("A006")
    void two_names_of_one_unit_are_one_unit() {
        var who = units.assignment(List.of("县营商环境局", "县营商环境建设监督局"), List.of());
        assertThat(who.leadUnits()).containsExactly(new Party("u-env", "县营商环境局"));
    }
}
