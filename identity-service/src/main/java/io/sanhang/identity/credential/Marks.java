package io.sanhang.identity.credential;

import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** What stands for a person in a campaign instead of the phone number. */
@Component
public class Marks {

    private final PersonalData personalData;

    Marks(PersonalData personalData) {
        this.personalData = personalData;
    }

    /**
     * HMAC-SHA-256 of a text, a phone number above all, under the campaign's own key; base64url. For one thread.
     *
     * @throws Refusal {@code campaign-not-issuing} when the key was erased after the campaign
     */
    public UnaryOperator<String> of(RatingCampaign campaign) {
        var sealed = campaign.sealedSubjectKey();
        if (sealed == null) {
            throw Refusal.conflict("campaign-not-issuing");
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(personalData.decrypt(sealed)), "HMAC"));
            return text -> Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
