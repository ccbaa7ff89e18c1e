package vn.lienthong.hub.reconcile;

import java.util.List;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.systems.SystemSettings;

/** Reads the lists of one far system page by page, and notes what looks different from the ledger. */
class ReadLists {
    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final ListPages pages;
    private final ComparePage compare;

    ReadLists(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
        this.pages = new ListPages(desk, system, ask);
        this.compare = new ComparePage(desk, system.id(), ask);
    }

    /** One page of the list that is read. */
    void round(Run run) {
        List<ListQuestion> lists = ask.lists();
        if (run.listNo() >= lists.size()) {
            desk.runs().save(run.at(Phase.LEDGER, run.listNo(), null, 0));
            return;
        }
        ListQuestion list = lists.get(run.listNo());
        ListPages.Page page = pages.read(run, list);
        ComparePage.Compared compared = compare.page(run, page.inScope());
        desk.commit(() -> {
            desk.runs().saw(run.id(), compared.seen());
            int strangers =
                    desk.differences().suspect(run, compared.suspects(), LookAgain.after(system, list.isNumbered()));
            Run counted = run.counted(1, compared.count() + strangers, compared.underWay());
            desk.runs()
                    .save(counted.at(
                            Phase.LIST,
                            page.more() ? run.listNo() : run.listNo() + 1,
                            page.more() ? page.next() : null,
                            run.lastId()));
        });
    }
}
