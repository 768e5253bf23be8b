package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.testing.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNamesTest {

    private static final UnitNames NAMES = new UnitNames(
            "清河县",
            List.of(
                    unit("u-office", UnitKind.OFFICE, "县政府办公室", "县政府办"),
                    unit("u-env", UnitKind.DEPARTMENT, "县营商环境局", "县营商环境建设监督局"),
                    unit("u-ndrc", UnitKind.DEPARTMENT, "县发展和改革局", "县发改局"),
                    unit("u-edu", UnitKind.DEPARTMENT, "县教育和体育局", "县教育局"),
                    unit("u-school", UnitKind.DEPARTMENT, "县教育考试中心", "教育局"),
                    unit("u-t1", UnitKind.TOWNSHIP, "柳河镇"),
                    unit("u-t2", UnitKind.TOWNSHIP, "青山乡")));

    private static Unit unit(String id, UnitKind kind, String name, String... aliases) {
        return new Unit(id, 1, name, kind, List.of(aliases), List.of(), 0, null);
    }

    @ParameterizedTest
    @Covers("A006")
    @CsvSource({
        "县营商环境局, u-env",
        "县营商环境建设监督局, u-env",
        "县营商环境 建设监督局, u-env",
        "清河县营商环境局, u-env",
        "营商环境局, u-env",
        "发改局, u-ndrc",
        "县发展和改革局, u-ndrc",
        "县政府办公室, u-office",
        "柳河镇, u-t1",
        "柳河镇政府, u-t1",
        "柳河镇人民政府, u-t1",
        "清河县青山乡人民政府, u-t2"
    })
    void a_units_names_all_lead_to_it(String name, String unitId) {
        var found = NAMES.resolve(name);

        assertThat(found.unitIds()).containsExactly(unitId);
        assertThat(found.collective()).isFalse();
        assertThat(found.related()).isFalse();
        assertThat(found.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"各乡（镇）政府", "各乡(镇)政府", "各乡镇人民政府", "各乡镇", "各镇（乡）", "全县各乡镇党委政府"})
    void all_townships(String name) {
        var found = NAMES.resolve(name);

        assertThat(found.unitIds()).containsExactly("u-t1", "u-t2");
        assertThat(found.collective()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"县直各部门", "县政府各职能部门", "县政府各部门", "各部门", "县直部门", "县直各单位", "县政府直属各单位", "各职能部门", "县级各部门"})
    void all_departments_without_the_office_that_leads(String name) {
        var found = NAMES.resolve(name);

        assertThat(found.unitIds()).containsExactly("u-env", "u-ndrc", "u-edu", "u-school");
        assertThat(found.collective()).isTrue();
    }

    @Test
    void several_collective_names_in_one() {
        assertThat(NAMES.resolve("各乡（镇）政府、县直各部门").unitIds())
                .containsExactly("u-env", "u-ndrc", "u-edu", "u-school", "u-t1", "u-t2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"县直各有关部门", "县直有关部门", "相关部门", "有关乡镇", "各相关单位"})
    void those_concerned_are_for_a_person_to_decide(String name) {
        var found = NAMES.resolve(name);

        assertThat(found.related()).isTrue();
        assertThat(found.unitIds()).isEmpty();
        assertThat(found.collective()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"县粮食局", "邻县发改局", "", "县", "部门", "单位", "政府", "各位", "镇政府", "县纪委监委、各乡镇"})
    void the_unknown_is_not_guessed(String name) {
        var found = NAMES.resolve(name);

        assertThat(found.unitIds()).isEmpty();
        assertThat(found.collective()).isFalse();
        assertThat(found.related()).isFalse();
    }

    @Test
    void a_name_that_fits_two_units_fits_none() {
        assertThat(NAMES.resolve("教育局").unitIds()).isEmpty();
    }
}
