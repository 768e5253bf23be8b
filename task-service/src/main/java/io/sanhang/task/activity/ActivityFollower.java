package io.sanhang.task.activity;

import io.sanhang.task.directory.DirectoryFollower;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records keep the name of the unit that wrote them; the one that took over reads them, and owes what is not there. */
@Component
class ActivityFollower implements DirectoryFollower {

    private static final int AT_A_TIME = 200;

    private final ActivityRepository activities;

    ActivityFollower(ActivityRepository activities) {
        this.activities = activities;
    }

    @Override
    public void merged(Merger merger) {
        for (var some = unseen(merger); !some.isEmpty(); some = unseen(merger)) {
            some.forEach(each -> activities.replace(each.alsoSeenBy(merger.into())));
        }
    }

    private List<Activity> unseen(Merger merger) {
        return activities.seenBy(merger.from(), merger.into(), AT_A_TIME);
    }
}
