package io.sanhang.task.task;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this thread asks the store for. */
public final class Commands implements CommandListener {

    private static final ThreadLocal<@Nullable List<String>> SENT = new ThreadLocal<>();

    /** The names of all commands that the work sends, in their order. */
    static List<String> of(Runnable work) {
        var sent = new ArrayList<String>();
        SENT.set(sent);
        try {
            work.run();
            return sent;
        } finally {
            SENT.remove();
        }
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var sent = SENT.get();
        if (sent != null) {
            sent.add(event.getCommandName());
        }
    }
}
