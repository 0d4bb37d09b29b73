package org.redshield.bridge.engine.rule.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.rule.walk.Graph.Watch;
import org.redshield.bridge.engine.rule.walk.Place.Arrow;
import org.redshield.bridge.engine.rule.walk.Place.Kind;

/**
 * Goes every way through a process, with the state of its subject, the decisions that are in force and what gateways can read. What
 * has been met once in the same position is not gone again, so that a loop is walked as often as it makes a difference. Tokens beside
 * the main flow are walked where they move anything; events come between wherever a token rests.
 */
public final class Walk {

    private static final String DECISION = "decision";
    /** Stands for every value that no way compares with. */
    private static final Object ANY = "?";
    /** Tokens at once: more stand beside one another in no model of ours, and two that disturb each other are enough to find it. */
    private static final int TOKENS = 3;
    /** Positions that are looked at: a bound on what a model can make the gate do. */
    private static final int POSITIONS = 60_000;

    /**
     * Where the subject stands, what is decided about it, what gateways would read, the variables that are set, and what the last
     * gateway has left of each variable that it read.
     */
    private record Standing(
            State state,
            Set<String> held,
            Map<String, Object> known,
            Set<String> set,
            Map<String, Set<Object>> answered) {}

    /** A token at a parallel gateway remembers by which flow it came. */
    private record Token(String place, String flow) implements Comparable<Token> {
        @Override
        public int compareTo(Token other) {
            int byPlace = place.compareTo(other.place);
            return byPlace != 0 ? byPlace : flow.compareTo(other.flow);
        }
    }

    private record Position(List<Token> tokens, Standing standing) {}

    private record Came(Position from, Place by, String answer) {
        Came(Position from, Place by) {
            this(from, by, "");
        }
    }

    private final Graph graph;
    private final Moves moves;
    private final Map<Move.Trigger, List<Move>> byTrigger;
    private final Set<String> read;
    /** Variables that something behind the beginning sets; of the others every gateway may ask again. */
    private final Set<String> changing = new HashSet<>(Set.of(DECISION));
    /** Variables that some place must find set. */
    private final Set<String> needed = new HashSet<>();

    private final Map<String, Boolean> moving = new HashMap<>();
    private final Map<String, Map<String, Set<Object>>> taking = new HashMap<>();
    private final boolean joins;
    private final Map<Position, Came> came = new HashMap<>();
    private final Deque<Position> next = new ArrayDeque<>();
    private final Map<String, Found> found = new LinkedHashMap<>();

    public Walk(Graph graph, Moves moves) {
        this.graph = graph;
        this.moves = moves;
        this.byTrigger =
                moves.all().stream().collect(Collectors.groupingBy(Move::by, LinkedHashMap::new, Collectors.toList()));
        this.read = new HashSet<>(graph.read());
        moves.all().forEach(move -> read.addAll(move.given().keySet()));
        graph.places().values().forEach(place -> needed.addAll(place.reads()));
        Set<String> beginning = beginning();
        graph.places().values().stream()
                .filter(place -> !beginning.contains(place.id()))
                .forEach(place -> {
                    changing.addAll(place.sets());
                    byTrigger.forEach((by, some) -> some.stream()
                            .filter(move -> by.name().replaceAll(":.*", "").equals(place.name()))
                            .forEach(move -> changing.addAll(move.sets().keySet())));
                });
        this.joins = graph.places().values().stream()
                .anyMatch(place -> place.kind() == Kind.PARALLEL
                        && place.node().getIncoming().size() > 1);
    }

    /** What runs before anything waits: what is set there stays, and a loop may ask it again. */
    private Set<String> beginning() {
        Set<String> beginning = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(graph.starts().getOrDefault(graph.id(), List.of()));
        while (!ahead.isEmpty()) {
            Place place = graph.places().get(ahead.poll());
            if ((place.node() instanceof StartEvent || place.kind() == Kind.STEP) && beginning.add(place.id())) {
                place.out().forEach(arrow -> ahead.add(arrow.target()));
            }
        }
        return beginning;
    }

    /** All that is wrong, each thing once and with its shortest way. */
    public Collection<Found> run() {
        List<State> begins = moves.begins().isEmpty() ? Collections.singletonList(null) : List.copyOf(moves.begins());
        for (State begin : begins) {
            List<Token> tokens = graph.starts().getOrDefault(graph.id(), List.of()).stream()
                    .map(start -> new Token(start, ""))
                    .toList();
            meet(
                    new Position(
                            tokens, new Standing(begin, new TreeSet<>(moves.holding()), Map.of(), Set.of(), Map.of())),
                    null);
        }
        while (!next.isEmpty()) {
            if (came.size() > POSITIONS) {
                Position last = next.peek();
                tell(last, last.standing(), first(last), Found.Kind.SIZE, Set.of(), Set.of());
                break;
            }
            go(next.poll());
        }
        return found.values();
    }

    private Place first(Position position) {
        return graph.places().get(position.tokens().get(0).place());
    }

    private void meet(Position position, Came by) {
        List<Token> sorted = position.tokens().stream().sorted().toList();
        Position met = new Position(sorted, position.standing());
        if (!came.containsKey(met)) {
            came.put(met, by);
            next.add(met);
        }
    }

    private void go(Position position) {
        Optional<Token> runs = position.tokens().stream()
                .filter(token -> !graph.places().get(token.place()).rests())
                .filter(token -> !waitsForOthers(position, token))
                .findFirst();
        if (runs.isPresent()) {
            pass(position, runs.get());
            return;
        }
        for (Token token : position.tokens()) {
            if (graph.places().get(token.place()).rests()) {
                pass(position, token);
            }
        }
        graph.watches().stream().filter(watch -> !watch.error()).forEach(watch -> watched(position, watch));
    }

    /** Whether the token stands at a join to which others have yet to come. */
    private boolean waitsForOthers(Position position, Token token) {
        Place place = graph.places().get(token.place());
        return place.kind() == Kind.PARALLEL
                && place.node().getIncoming().size() > arrived(position, place).size();
    }

    private static Set<String> arrived(Position position, Place place) {
        return position.tokens().stream()
                .filter(token -> token.place().equals(place.id()))
                .map(Token::flow)
                .collect(Collectors.toSet());
    }

    private void pass(Position position, Token token) {
        Place place = graph.places().get(token.place());
        Set<String> unset = new TreeSet<>(place.reads());
        unset.removeAll(position.standing().set());
        if (!unset.isEmpty()) {
            unset.forEach(name -> tell(position, position.standing(), place, Found.Kind.UNSET, Set.of(), Set.of(name)));
            return;
        }
        switch (place.kind()) {
            case EXCLUSIVE -> choose(position, token, place);
            case PARALLEL -> leave(without(position, token, place), place, position.standing(), position);
            case EVENTS ->
                place.out()
                        .forEach(arrow -> meet(
                                new Position(plus(minus(position, token), arrow), position.standing()),
                                new Came(position, place)));
            case SUB_PROCESS -> enter(position, token, place);
            case END -> ended(position, position.standing(), minus(position, token), place, false);
            case TERMINATE -> ended(position, position.standing(), outside(position, place.scope()), place, true);
            case ERROR -> thrown(position, place);
            default -> act(position, token, place);
        }
    }

    private void choose(Position position, Token token, Place gateway) {
        Standing standing = position.standing();
        if (isAnswered(standing, gateway)) {
            tell(position, standing, gateway, Found.Kind.ANSWERED, Set.of(), Set.of());
            return;
        }
        boolean stuck = true;
        for (Arrow arrow : gateway.out()) {
            for (Map<String, Object> values : arrow.taking().apply(standing.known())) {
                stuck = false;
                meet(
                        new Position(
                                plus(minus(position, token), arrow),
                                new Standing(
                                        standing.state(),
                                        standing.held(),
                                        with(standing.known(), values),
                                        standing.set(),
                                        answered(standing, arrow))),
                        new Came(position, gateway, gateway.out().size() > 1 ? arrow.text() : ""));
            }
        }
        if (stuck && !gateway.out().isEmpty()) {
            tell(position, standing, gateway, Found.Kind.STUCK, Set.of(), Set.of());
        }
    }

    /** Whether all that it asks another gateway has asked before, nothing has set it since, and only one way is left of it. */
    private boolean isAnswered(Standing standing, Place gateway) {
        Set<String> asked = gateway.out().stream()
                .flatMap(arrow -> values(arrow).keySet().stream())
                .filter(changing::contains)
                .collect(Collectors.toSet());
        return !asked.isEmpty()
                && standing.answered().keySet().containsAll(asked)
                && gateway.out().stream()
                                .filter(arrow -> isLeft(standing, arrow))
                                .count()
                        == 1;
    }

    private boolean isLeft(Standing standing, Arrow arrow) {
        return values(arrow).entrySet().stream().allMatch(value -> {
            Set<Object> left = standing.answered().getOrDefault(value.getKey(), Set.of(ANY));
            return left.contains(ANY)
                    || value.getValue().contains(ANY)
                    || left.stream().anyMatch(value.getValue()::contains);
        });
    }

    private Map<String, Set<Object>> answered(Standing standing, Arrow arrow) {
        Map<String, Set<Object>> answered = new TreeMap<>(standing.answered());
        answered.putAll(values(arrow));
        answered.keySet().retainAll(changing);
        return answered;
    }

    /** By variable that stands at the way, the values with which it is taken. */
    private Map<String, Set<Object>> values(Arrow arrow) {
        return taking.computeIfAbsent(arrow.flow(), any -> {
            Map<String, Set<Object>> values = new TreeMap<>();
            arrow.taking()
                    .apply(Map.of())
                    .forEach(one -> one.forEach((name, value) -> values.computeIfAbsent(name, none -> new HashSet<>())
                            .add(value)));
            return values;
        });
    }

    private void enter(Position position, Token token, Place sub) {
        List<Token> rest = minus(position, token);
        List<Token> inside = new ArrayList<>(rest);
        graph.starts().getOrDefault(sub.id(), List.of()).forEach(start -> inside.add(new Token(start, "")));
        meet(new Position(inside, position.standing()), new Came(position, sub));
        if (sub.loops()) {
            leave(rest, sub, position.standing(), position);
        }
    }

    /** A step, a form, a message, a call or a plain event. */
    private void act(Position position, Token token, Place place) {
        List<Token> rest = minus(position, token);
        if (place.loops()) {
            leave(rest, place, position.standing(), position);
        }
        for (Standing after : outcomes(position, place)) {
            leave(rest, place, after, position);
            if (place.loops()) {
                meet(new Position(position.tokens(), after), new Came(position, place));
            }
        }
        graph.watches().stream()
                .filter(watch -> watch.error() && watch.watched().equals(place.id()))
                .forEach(watch -> {
                    List<Token> tokens = new ArrayList<>(rest);
                    tokens.add(new Token(watch.event(), ""));
                    Standing standing = position.standing();
                    meet(
                            new Position(
                                    tokens,
                                    new Standing(
                                            standing.state(),
                                            standing.held(),
                                            forgotten(standing.known(), place.sets()),
                                            standing.set(),
                                            forgotten(standing.answered(), place.sets()))),
                            new Came(position, place));
                });
    }

    private void leave(List<Token> rest, Place place, Standing after, Position from) {
        if (place.out().isEmpty()) {
            ended(from, after, rest, place, false);
            return;
        }
        List<Arrow> ways = place.out();
        if (ways.size() > 1 && !joins) {
            // A branch in which nothing moves makes no difference to the others.
            List<Arrow> some =
                    ways.stream().filter(arrow -> moves(arrow.target())).toList();
            ways = some.isEmpty() ? ways.subList(0, 1) : some;
        }
        List<Token> tokens = new ArrayList<>(rest);
        ways.forEach(arrow -> tokens.add(token(arrow)));
        meet(new Position(tokens, after), new Came(from, place));
    }

    private Token token(Arrow arrow) {
        boolean joining = graph.places().get(arrow.target()).kind() == Kind.PARALLEL;
        return new Token(arrow.target(), joining ? arrow.flow() : "");
    }

    /** A token is gone; perhaps its scope is done with it. */
    private void ended(Position from, Standing after, List<Token> rest, Place end, boolean all) {
        String scope = end.scope();
        if (!all && rest.stream().anyMatch(token -> graph.isWithin(token.place(), scope))) {
            meet(new Position(rest, after), new Came(from, end));
            return;
        }
        Optional<Watch> event = graph.watches().stream()
                .filter(watch -> watch.sub().equals(scope))
                .findFirst();
        if (event.isEmpty()) {
            scopeEnded(from, after, rest, scope, end);
        } else if (event.get().ends()
                || rest.stream()
                        .noneMatch(token ->
                                graph.isWithin(token.place(), event.get().watched()))) {
            scopeEnded(from, after, rest, event.get().watched(), end);
        } else {
            meet(new Position(rest, after), new Came(from, end));
        }
    }

    private void scopeEnded(Position from, Standing after, List<Token> rest, String scope, Place end) {
        Place sub = graph.places().get(scope);
        if (sub == null) {
            if (after.state() != null
                    && !moves.ends().isEmpty()
                    && !moves.ends().contains(after.state())) {
                tell(from, after, end, Found.Kind.END, moves.ends(), Set.of());
            }
            return;
        }
        leave(rest, sub, after, from);
        if (sub.loops()) {
            List<Token> again = new ArrayList<>(rest);
            graph.starts().getOrDefault(scope, List.of()).forEach(start -> again.add(new Token(start, "")));
            meet(new Position(again, after), new Came(from, end));
        }
    }

    private void thrown(Position position, Place end) {
        String scope = end.scope();
        while (true) {
            String at = scope;
            Optional<Watch> catcher = graph.watches().stream()
                    .filter(watch -> watch.error() && watch.watched().equals(at))
                    .filter(watch -> catches(watch, end))
                    .findFirst();
            if (catcher.isPresent()) {
                List<Token> tokens = new ArrayList<>(outside(position, at));
                tokens.add(new Token(catcher.get().event(), ""));
                meet(new Position(tokens, position.standing()), new Came(position, end));
                return;
            }
            Place sub = graph.places().get(scope);
            if (sub == null) {
                ended(position, position.standing(), outside(position, scope), end, true);
                return;
            }
            scope = sub.scope();
        }
    }

    private boolean catches(Watch watch, Place end) {
        String code = graph.places().get(watch.event()).code();
        return code.isEmpty() || code.equals(end.code());
    }

    /** An event that comes while something is under way. */
    private void watched(Position position, Watch watch) {
        boolean underWay = position.tokens().stream()
                .anyMatch(token -> graph.isWithin(token.place(), watch.watched())
                        && (watch.sub().isEmpty() || !isInEndingEvent(token, watch.watched())));
        Place event = graph.places().get(watch.event());
        if (!underWay || !watch.ends() && !canCome(position, event)) {
            return;
        }
        List<Token> rest = watch.ends() ? outside(position, watch.watched()) : position.tokens();
        outcomes(position, event).forEach(after -> leave(rest, event, after, position));
    }

    private boolean canCome(Position position, Place event) {
        return position.tokens().size() < TOKENS
                && event.out().stream()
                        .allMatch(arrow -> moves(arrow.target())
                                && position.tokens().stream()
                                        .noneMatch(token -> token.place().equals(arrow.target())))
                && !event.out().isEmpty();
    }

    private boolean isInEndingEvent(Token token, String scope) {
        return graph.watches().stream()
                .anyMatch(watch -> watch.ends()
                        && !watch.sub().isEmpty()
                        && watch.watched().equals(scope)
                        && graph.isWithin(token.place(), watch.sub()));
    }

    /** Where the subject can stand afterwards; none where it may not happen at all, which is told. */
    private List<Standing> outcomes(Position position, Place place) {
        return switch (place.kind()) {
            case STEP -> outcomes(position, place, Move.Kind.STEP, Optional.empty());
            case MESSAGE -> outcomes(position, place, Move.Kind.MESSAGE, Optional.empty());
            case TIMER -> outcomes(position, place, Move.Kind.TIMER, Optional.empty());
            case CALL -> called(position, place);
            case FORM -> {
                List<Standing> all = new ArrayList<>();
                if (place.decisions().isEmpty()) {
                    all.addAll(outcomes(position, place, Move.Kind.FORM, Optional.empty()));
                }
                place.decisions()
                        .forEach(decision ->
                                all.addAll(outcomes(position, place, Move.Kind.FORM, Optional.of(decision))));
                yield all;
            }
            default -> List.of(position.standing());
        };
    }

    private List<Standing> called(Position position, Place place) {
        List<Standing> before = outcomes(position, place, Move.Kind.CALL, Optional.empty());
        if (place.called().isEmpty()) {
            return before;
        }
        Moves called = place.called().get();
        List<Standing> after = new ArrayList<>();
        for (Standing standing : before) {
            if (standing.state() != null
                    && !called.begins().isEmpty()
                    && !called.begins().contains(standing.state())) {
                tell(position, position.standing(), place, Found.Kind.STATE, called.begins(), Set.of());
            } else if (!standing.held().containsAll(called.holding())) {
                tell(
                        position,
                        position.standing(),
                        place,
                        Found.Kind.GROUND,
                        Set.of(),
                        lacking(standing, called.holding()));
            } else {
                Set<String> held = new TreeSet<>(standing.held());
                called.all().forEach(move -> {
                    held.removeAll(move.needs());
                    held.removeAll(move.drops());
                });
                boolean stays = called.ends().isEmpty() || standing.state() == null;
                (stays ? Collections.singleton(standing.state()) : called.ends())
                        .forEach(end -> after.add(
                                new Standing(end, held, standing.known(), standing.set(), standing.answered())));
            }
        }
        return after;
    }

    private List<Standing> outcomes(Position position, Place place, Move.Kind kind, Optional<String> decision) {
        Standing standing = position.standing();
        List<Move> mine = new ArrayList<>(byTrigger.getOrDefault(new Move.Trigger(kind, place.name()), List.of()));
        decision.ifPresent(chosen -> mine.addAll(
                byTrigger.getOrDefault(new Move.Trigger(Move.Kind.DECISION, place.name() + ":" + chosen), List.of())));
        if (mine.isEmpty()) {
            return List.of(new Standing(
                    standing.state(),
                    standing.held(),
                    after(standing.known(), place, decision, Map.of(), Map.of()),
                    set(standing, place),
                    unanswered(standing, place, Map.of())));
        }
        Map<Map<String, Object>, List<Move>> groups = mine.stream()
                .filter(move -> move.given().entrySet().stream().allMatch(fact -> isSo(fact, mine, standing)))
                .collect(Collectors.groupingBy(Move::given, LinkedHashMap::new, Collectors.toList()));
        if (groups.isEmpty()) {
            Map<String, Object> facts = mine.get(0).given();
            tell(position, standing, place, Found.Kind.FACT, Set.of(), asked(facts));
        }
        List<Standing> all = new ArrayList<>();
        groups.forEach((given, group) -> {
            List<Move> inState = group.stream()
                    .filter(move -> move.from().isEmpty()
                            || standing.state() == null
                            || move.from().contains(standing.state()))
                    .toList();
            if (inState.isEmpty()) {
                Set<State> allowed = new HashSet<>();
                group.forEach(move -> allowed.addAll(move.from()));
                if (!place.beside()) {
                    tell(position, position.standing(), place, Found.Kind.STATE, allowed, Set.of());
                }
                return;
            }
            List<Move> grounded = inState.stream()
                    .filter(move -> standing.held().containsAll(move.needs())
                            && standing.held().containsAll(move.under()))
                    .toList();
            if (grounded.isEmpty()) {
                Set<String> wanted = new TreeSet<>(inState.get(0).needs());
                wanted.addAll(inState.get(0).under());
                tell(position, position.standing(), place, Found.Kind.GROUND, Set.of(), lacking(standing, wanted));
            }
            grounded.forEach(move -> {
                Set<String> again = again(standing, move);
                if (!again.isEmpty()) {
                    tell(position, standing, place, Found.Kind.AGAIN, Set.of(), again);
                }
                all.add(moved(standing, move, place, decision));
            });
        });
        return all;
    }

    private Standing moved(Standing standing, Move move, Place place, Optional<String> decision) {
        Set<String> held = new TreeSet<>(standing.held());
        held.removeAll(move.drops());
        held.removeAll(move.needs());
        held.addAll(move.gives());
        State state = standing.state() == null ? null : move.to().orElse(standing.state());
        return new Standing(
                state,
                held,
                after(standing.known(), place, decision, move.given(), move.sets()),
                set(standing, place),
                unanswered(standing, place, move.sets()));
    }

    /** What is decided though it is decided already, and neither carried out nor taken back. */
    private static Set<String> again(Standing standing, Move move) {
        Set<String> again = new TreeSet<>(standing.held());
        again.removeAll(move.drops());
        again.removeAll(move.needs());
        again.retainAll(move.gives());
        return again;
    }

    /** What gateways have asked and may not ask again, without that which is set there. */
    private static Map<String, Set<Object>> unanswered(Standing standing, Place place, Map<String, Object> sets) {
        Set<String> fresh = new HashSet<>(place.sets());
        fresh.addAll(sets.keySet());
        if (place.kind() == Kind.FORM && place.tells()) {
            fresh.add(DECISION);
        }
        return forgotten(standing.answered(), fresh);
    }

    /** What is set afterwards, of what is read somewhere. */
    private Set<String> set(Standing standing, Place place) {
        Set<String> set = new TreeSet<>(standing.set());
        place.sets().stream().filter(needed::contains).forEach(set::add);
        return set;
    }

    private static Set<String> lacking(Standing standing, Set<String> wanted) {
        Set<String> lacking = new TreeSet<>(wanted);
        lacking.removeAll(standing.held());
        return lacking;
    }

    /** What nobody has asked on the way may be anything; where only one value will do it must be known to be that. */
    private static boolean isSo(Map.Entry<String, Object> fact, List<Move> moves, Standing standing) {
        Object known = standing.known().get(fact.getKey());
        return known == null
                ? moves.stream()
                                .map(move -> move.given().get(fact.getKey()))
                                .distinct()
                                .count()
                        > 1
                : known.equals(fact.getValue());
    }

    /** The questions that are answered by these facts, as the diagram asks them. */
    private Set<String> asked(Map<String, Object> facts) {
        Set<String> asked = new TreeSet<>();
        graph.places().values().forEach(gateway -> gateway.out().stream()
                .filter(arrow -> facts.entrySet().stream().anyMatch(fact -> Set.of(fact.getValue())
                        .equals(values(arrow).get(fact.getKey()))))
                .forEach(arrow -> asked.add(Trail.of(List.of(new Trail.Step(gateway.node(), arrow.text()))))));
        return asked.isEmpty() ? new TreeSet<>(facts.keySet()) : asked;
    }

    private Map<String, Object> after(
            Map<String, Object> known,
            Place place,
            Optional<String> decision,
            Map<String, Object> given,
            Map<String, Object> sets) {
        Map<String, Object> after = new TreeMap<>(forgotten(with(known, given), place.sets()));
        if (place.tells()) {
            decision.ifPresent(chosen -> after.put(DECISION, chosen));
        }
        return with(after, sets);
    }

    private Map<String, Object> with(Map<String, Object> known, Map<String, Object> values) {
        Map<String, Object> more = new TreeMap<>(known);
        values.forEach((name, value) -> {
            if (read.contains(name) && !ANY.equals(value)) {
                more.put(name, value);
            }
        });
        more.keySet().retainAll(read);
        return more;
    }

    private static <T> Map<String, T> forgotten(Map<String, T> known, Set<String> names) {
        Map<String, T> rest = new TreeMap<>(known);
        rest.keySet().removeAll(names);
        return rest;
    }

    /** Whether anything moves or is read from there on, or everything beside it would end. */
    private boolean moves(String place) {
        Boolean known = moving.get(place);
        if (known != null) {
            return known;
        }
        boolean any = false;
        Set<String> seen = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(place));
        while (!ahead.isEmpty() && !any) {
            String one = ahead.poll();
            if (!seen.add(one)) {
                continue;
            }
            Place at = graph.places().get(one);
            any = at.kind() == Kind.TERMINATE
                    || at.kind() == Kind.ERROR
                    || !at.reads().isEmpty()
                    || hasMoves(at);
            at.out().forEach(arrow -> ahead.add(arrow.target()));
            ahead.addAll(graph.starts().getOrDefault(one, List.of()));
            graph.watches().stream()
                    .filter(watch -> watch.watched().equals(one))
                    .forEach(watch -> ahead.add(watch.event()));
            Place around = graph.places().get(at.scope());
            if (at.kind() == Kind.END && around != null && graph.isWithin(place, around.id())) {
                around.out().forEach(arrow -> ahead.add(arrow.target()));
            }
        }
        moving.put(place, any);
        return any;
    }

    private boolean hasMoves(Place place) {
        return place.called().isPresent() || moves.all().stream().map(Move::by).anyMatch(place::makes);
    }

    private static List<Token> minus(Position position, Token token) {
        List<Token> rest = new ArrayList<>(position.tokens());
        rest.remove(token);
        return rest;
    }

    /** Without those that a join takes together. */
    private static List<Token> without(Position position, Token token, Place join) {
        Set<String> taken = new HashSet<>();
        List<Token> rest = new ArrayList<>();
        for (Token one : position.tokens()) {
            if (!one.place().equals(join.id()) || !taken.add(one.flow())) {
                rest.add(one);
            }
        }
        return rest;
    }

    private List<Token> plus(List<Token> tokens, Arrow arrow) {
        List<Token> more = new ArrayList<>(tokens);
        more.add(token(arrow));
        return more;
    }

    private List<Token> outside(Position position, String scope) {
        return position.tokens().stream()
                .filter(token -> !graph.isWithin(token.place(), scope))
                .toList();
    }

    private void tell(
            Position position, Standing met, Place place, Found.Kind kind, Set<State> allowed, Set<String> acts) {
        found.computeIfAbsent(
                place.id() + " " + kind + " " + acts,
                any -> new Found(place.node(), kind, met.state(), allowed, acts, way(position, place)));
    }

    private List<Trail.Step> way(Position position, Place last) {
        LinkedList<Trail.Step> way = new LinkedList<>(List.of(new Trail.Step(last.node(), "")));
        Position at = position;
        Came by = came.get(at);
        while (by != null) {
            way.addFirst(new Trail.Step(by.by().node(), by.answer()));
            at = by.from();
            by = came.get(at);
        }
        return way;
    }
}
