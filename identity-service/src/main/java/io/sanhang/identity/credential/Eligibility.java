package io.sanhang.identity.credential;

import java.util.Optional;
import java.util.Set;

/** What the register knows of a person who has just proved to be one. It is asked after that only. */
public interface Eligibility {

    /** @param subject the mark of the person in the campaign */
    record Guest(String subject, String phoneLookup) {}

    /** The id of the category as which the person was invited. */
    Optional<String> invitedAs(String campaignId, String subject);

    /** Whom the one-time code of an invitation was made for. */
    Optional<Guest> guest(String campaignId, String code);

    /** Ids of the units that the owner of the number works for and may not rate (回避). */
    Set<String> unitsOf(String phoneLookup);
}
