package io.sanhang.evaluation.bundle;

import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.support.errors.Refusal;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may know of the scripts of the voting pages beside the manifest. */
@RestController
class BundleController {

    private final CampaignRepository campaigns;
    private final BundleNotices notices;

    BundleController(CampaignRepository campaigns, BundleNotices notices) {
        this.campaigns = campaigns;
        this.notices = notices;
    }

    /** Every change of the voting pages' scripts since the manifest, as it was signed, the earliest first. */
    @GetMapping(value = "/api/evaluation/campaigns/{id}/bundles.jsonl", produces = "application/jsonl;charset=UTF-8")
    @PreAuthorize("permitAll()")
    String bundles(@PathVariable String id) {
        if (campaigns.get(id).state() == Campaign.State.DRAFT) {
            throw Refusal.missing("no-such-campaign");
        }
        return notices.published(id);
    }
}
