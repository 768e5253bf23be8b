package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.dictionary.Dictionaries;
import java.util.List;
import org.springframework.stereotype.Component;

/** A task's tags are entries of the office's dictionaries: 六大产业 and 三个转变 (A015). */
@Component
class Tags {

    private final Dictionaries dictionaries;

    Tags(Dictionaries dictionaries) {
        this.dictionaries = dictionaries;
    }

    /**
     * @param before what the task is tagged with already; that may stay, although it has been retired since
     * @throws Refusal {@code unknown-dictionary-entry}
     */
    void require(List<String> tags, List<String> before) {
        if (tags.isEmpty()) {
            return;
        }
        var changes = dictionaries.words(Dictionaries.CHANGE).keySet();
        dictionaries.require(
                Dictionaries.CHANGE, tags.stream().filter(changes::contains).toList(), before, "/tags");
        dictionaries.require(
                Dictionaries.INDUSTRY,
                tags.stream().filter(tag -> !changes.contains(tag)).toList(),
                before,
                "/tags");
    }
}
