package io.sanhang.identity.register;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.support.store.Ids;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Somebody had a matter handled by a unit (办事记录): the people who know it. Removed after a time.
 *
 * @param id derived from all of it: reported twice it is one contact
 * @param day ISO date
 */
public record Contact(
        @BsonId String id,
        String unitId,
        Kind kind,
        String matter,
        String day,
        String sealedPhone,
        String phoneLookup) {

    /** For whom the matter was. */
    public enum Kind {
        PERSON("群众"),
        ENTERPRISE("企业");

        final String text;

        Kind(String text) {
            this.text = text;
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.text.equals(text) || each.name().equalsIgnoreCase(text))
                    .findFirst();
        }
    }

    static Contact of(String unitId, Kind kind, String matter, String day, String sealedPhone, String phoneLookup) {
        var id = Ids.derived("contact", unitId, phoneLookup, matter, day);
        return new Contact(id, unitId, kind, matter, day, sealedPhone, phoneLookup);
    }
}
