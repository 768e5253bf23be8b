package io.sanhang.task.sheet;

import io.sanhang.support.security.Caller;
import io.sanhang.task.task.LedgerFilter;
import io.sanhang.task.task.TaskQuery;
import io.sanhang.task.task.TaskSheets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ledger as a table: what the query finds, in its order. The headings are those of an import. */
@Component
class LedgerTable {

    private static final List<String> HEADINGS =
            List.of("条款", "任务名称", "任务内容", "航向", "推进组", "类型", "牵头单位", "责任单位", "完成期限", "状态", "进度提醒");
    static final List<Integer> WIDTHS = List.of(14, 40, 60, 8, 20, 16, 24, 32, 14, 10, 20);

    private final TaskSheets tasks;

    LedgerTable(TaskSheets tasks) {
        this.tasks = tasks;
    }

    TaskQuery query(LedgerFilter filter, Caller caller) {
        return tasks.query(filter, caller);
    }

    void write(TaskQuery query, Caller caller, Table to) throws IOException {
        to.row(HEADINGS);
        try {
            tasks.lines(query, caller, line -> row(to, line));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        to.finish();
    }

    private static void row(Table to, TaskSheets.Line line) {
        try {
            to.row(Arrays.<@Nullable Object>asList(
                    line.clause(),
                    line.title(),
                    line.text(),
                    Words.of(line.voyage()),
                    line.group(),
                    line.kind().words(),
                    String.join("、", line.lead()),
                    String.join("、", line.responsible()),
                    line.dueOn(),
                    line.state(),
                    line.light()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
