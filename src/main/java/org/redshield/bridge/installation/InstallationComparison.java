package org.redshield.bridge.installation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import org.redshield.bridge.installation.Difference.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node's settings and places say, held against the record and the marks. It asks, and writes nothing. */
final class InstallationComparison {

    private static final Logger LOG = LoggerFactory.getLogger(InstallationComparison.class);
    private static final Bindable<Map<String, Object>> PLATFORMS = Bindable.mapOf(String.class, Object.class);

    private final Environment settings;
    private final JdbcClient database;
    private final Installed record;
    private final boolean neighbours;
    private final List<Difference> found = new ArrayList<>();

    private InstallationComparison(Environment settings, JdbcClient database) {
        this.settings = settings;
        this.database = database;
        this.record = InstallationRecord.read(database);
        this.neighbours = InstallationRecord.hasNeighbours(database);
    }

    /** All differences, those first that matter most. */
    static List<Difference> of(Environment settings, JdbcClient database) {
        InstallationComparison comparison = new InstallationComparison(settings, database);
        HalfUpgrade.later(database).ifPresent(comparison.found::add);
        comparison.ofKind();
        comparison.ofZone();
        if (comparison.record.kind().equals(Optional.of(Kind.PRODUCTION))) {
            comparison.organisations();
        }
        comparison.places();
        return comparison.found.stream()
                .sorted(Comparator.comparing(Difference::outcome))
                .toList();
    }

    /** @throws org.redshield.bridge.CannotStart where there is a difference with which nobody may start */
    static void require(Environment settings, JdbcClient database) {
        of(settings, database).stream()
                .filter(one -> one.outcome() != Outcome.HELD)
                .findFirst()
                .ifPresent(one -> {
                    throw one.cannotStart();
                });
    }

    static Kind kind(Environment settings) {
        return settings.getProperty("bridge.demo", Boolean.class, false) ? Kind.DEMONSTRATION : Kind.PRODUCTION;
    }

    static Set<String> bureaus(Environment settings) {
        return new TreeSet<>(Binder.get(settings)
                .bind("bridge.connected-bureaus", Bindable.setOf(String.class))
                .orElse(Set.of()));
    }

    static Set<String> platforms(Environment settings) {
        return new TreeSet<>(Binder.get(settings)
                .bind("bridge.platforms", PLATFORMS)
                .orElse(Map.of())
                .keySet());
    }

    static String zone() {
        return TimeZone.getDefault().getID();
    }

    static List<KeptOutside> all() {
        return SpringFactoriesLoader.loadFactories(KeptOutside.class, InstallationComparison.class.getClassLoader());
    }

    /**
     * Of a database that has no record yet, by the accounts that each start makes: in production {@code technical}, in the demonstration
     * an officer of each bureau who is called after it. Who has both was production before somebody started the demonstration on it.
     */
    static Optional<Kind> before(JdbcClient database) {
        boolean made = database.sql("select to_regclass('act_id_user') is not null")
                .query(Boolean.class)
                .single();
        return made ? database.sql("""
                                select case when exists (select from act_id_user where id_ = 'technical') then 'PRODUCTION'
                                            when exists (select from act_id_user u join act_id_tenant t on u.id_ = 'officer' || t.id_)
                                            then 'DEMONSTRATION'
                                            else 'PRODUCTION' end
                                 where exists (select from act_id_user)
                                """).query(String.class).optional().map(Kind::valueOf) : Optional.empty();
    }

    private void ofKind() {
        Kind mine = kind(settings);
        record.kind().or(() -> before(database)).filter(its -> its != mine).ifPresent(its -> {
            String about = mine == Kind.DEMONSTRATION
                    ? "演示账号的密码人人知道，不能进入正式数据：请去掉 profile demo（bridge.demo），演示另用空的数据库和目录"
                    : "演示数据不能转为正式数据：请给正式环境换空的数据库和目录，演示则设置 profile demo";
            String aboutEnglish = mine == Kind.DEMONSTRATION
                    ? "everybody knows the demonstration's passwords, and real data are never opened to them: leave out the profile demo"
                            + " (bridge.demo), and give the demonstration an empty database and directories of its own"
                    : "its data never become real: give production an empty database and directories, or start the"
                            + " demonstration by the profile demo";
            found.add(Difference.refused(
                    "数据库属于" + its.chinese() + "，本节点按" + mine.chinese() + "启动；" + about,
                    "the database is that of " + its.english() + ", and this node starts as " + mine.english() + "; "
                            + aboutEnglish));
        });
    }

    private void ofZone() {
        String mine = zone();
        record.zone().filter(its -> !its.equals(mine)).ifPresent(its -> {
            found.add(Difference.toBeAccepted(
                    "本节点的时区是 " + mine + "，而数据库按 " + its + " 写成，流程引擎的时间列不带时区，不换算就会整体错开",
                    "this node runs in time zone " + mine + ", but the database was written in " + its
                            + ", and the engine's times, which carry no zone, would all be shifted"));
        });
    }

    private void organisations() {
        differ("局", "bureaus", "bridge.connected-bureaus", record.bureaus(), bureaus(settings));
        differ("平台", "platforms", "bridge.platforms", record.platforms(), platforms(settings));
    }

    private void differ(String what, String english, String setting, Set<String> its, Set<String> mine) {
        if (!its.equals(mine)) {
            found.add(Difference.toBeAccepted(
                    "安装记录中接入的" + what + "是" + named(its, "（无）") + "，本节点设置的是" + named(mine, "（无）") + "（" + setting + "）",
                    "on record are the " + english + " " + named(its, "(none)") + ", and this node is set to "
                            + named(mine, "(none)") + " (" + setting + ")"));
        }
    }

    private static String named(Set<String> all, String none) {
        return all.isEmpty() ? none : String.join("、", all);
    }

    private void places() {
        // Whose database has no id yet has no place either: what bears a mark is another's.
        UUID id = record.id().orElse(new UUID(0, 0));
        for (KeptOutside kept : all()) {
            OutsidePlace place = kept.place(settings, id);
            if (isRight(place, id)) {
                found.addAll(kept.differences(settings, database, record));
            }
        }
    }

    /** Whether it is the one that the record means; what is wrong with it is found. */
    private boolean isRight(OutsidePlace place, UUID id) {
        Optional<String> other = record.evidence()
                .filter(any -> place.role().equals("evidence"))
                .filter(store -> !store.equals(place.store()));
        if (other.isPresent()) {
            String chinese = "安装记录中证据存放在" + store(other.get(), true) + "，本节点设置的是" + place.chinese();
            String english = "on record evidence lies in " + store(other.get(), false) + ", and this node is set to "
                    + place.english();
            found.add(neighbours ? elsewhere(chinese, english) : Difference.toBeAccepted(chinese, english));
            return false;
        }
        Optional<String> text;
        try {
            text = place.mark();
        } catch (IOException e) {
            LOG.warn("Whose {} is could not be read: {}", place.english(), e.getMessage());
            return true;
        }
        if (text.isPresent()) {
            Optional<Mark> mark = text.flatMap(Mark::read);
            if (mark.filter(one -> one.installation().equals(id) && one.role().equals(place.role()))
                    .isEmpty()) {
                found.add(others(place, mark, id));
                return false;
            }
        }
        boolean marked = record.marked().contains(place.role());
        if (marked && neighbours && (text.isEmpty() || place.isInUse().equals(Optional.of(false)))) {
            found.add(elsewhere(
                    "正在运行的节点用的不是本节点的" + place.chinese(),
                    "the nodes that run do not use this node's " + place.english()));
            return false;
        }
        if (marked && text.isEmpty() && place.role().equals("evidence")) {
            found.add(Difference.toBeAccepted(
                    place.chinese() + "没有本安装（" + id + "）的标识文件 " + Mark.FILE + "，不是原来的那一个，或者没有恢复完整",
                    place.english() + " has no mark (" + Mark.FILE + ") of this installation, " + id
                            + ": it is another one, or not all of it was restored"));
            return false;
        }
        return true;
    }

    private static Difference elsewhere(String chinese, String english) {
        return Difference.refused(
                chinese + "，各节点必须用同一个：请改成与它们相同的设置；确实要换地方的，先停下全部节点",
                english + ", and all nodes share one: set what they have; to move it, stop all nodes first");
    }

    private static Difference others(OutsidePlace place, Optional<Mark> mark, UUID id) {
        if (mark.isEmpty()) {
            return Difference.refused(
                    place.chinese() + "中的标识文件 " + Mark.FILE + " 已经损坏，看不出属于哪个安装（本安装是 " + id + "）：请从备份中放回这个文件",
                    "the mark " + Mark.FILE + " in " + place.english()
                            + " is damaged and does not say whose it is (this" + " installation is " + id
                            + "); put that file back from a backup");
        }
        Mark its = mark.get();
        return its.installation().equals(id)
                ? Difference.refused(
                        place.chinese() + "存放的是本安装的“" + its.role() + "”，不是“" + place.role() + "”：请核对各目录的设置，不要互换",
                        place.english() + " holds this installation's " + its.role() + " and no " + place.role()
                                + ": look at the settings of all directories, two of them are exchanged")
                : Difference.refused(
                        place.chinese() + "属于另一个安装 " + its.installation() + "（"
                                + its.kind().chinese() + "），数据库属于安装 " + id + "：请改成本安装原来的，新的安装用空的",
                        place.english() + " is that of another installation, " + its.installation() + " ("
                                + its.kind().english() + "), and the database is that of " + id
                                + ": set the one of this installation, or for a new one an empty one");
    }

    private static String store(String store, boolean chinese) {
        if (store.equals("directory")) {
            return chinese ? "目录中" : "a directory";
        }
        return chinese ? store.replace("bucket", "存储桶") + " 中" : "the " + store;
    }
}
