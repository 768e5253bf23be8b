package io.sanhang.identity.register;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * That a number belongs to somebody who works for a unit and may not rate it (回避).
 *
 * @param id keyed hash of the number, and the unit; the number itself is not kept
 */
public record Cadre(@BsonId String id, String unitId) {

    static Cadre of(String phoneLookup, String unitId) {
        return new Cadre(phoneLookup + "|" + unitId, unitId);
    }
}
