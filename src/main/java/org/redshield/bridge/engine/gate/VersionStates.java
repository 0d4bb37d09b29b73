package org.redshield.bridge.engine.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.BpmnExecutionContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.redshield.bridge.Json;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which states may follow which in each version of a process, as it was derived from that version when it was deployed. */
@Component
public final class VersionStates {

    /** As a modeler reads it: from that state to one of these. */
    public record Following(String from, List<String> to) {}

    private final JdbcClient jdbc;
    /** By process, of what kind the states are that it moves. */
    private final Map<String, Class<?>> kinds = new HashMap<>();
    /** By definition, which never changes; none where nothing was kept with it. */
    private final Map<String, Optional<Map<String, List<String>>>> known = new ConcurrentHashMap<>();

    public VersionStates(ProcessContracts contracts, JdbcClient jdbc) {
        this.jdbc = jdbc;
        contracts.all().forEach(contract -> contract.moves().begins().stream()
                .findFirst()
                .ifPresent(begin -> kinds.put(contract.key(), ((Enum<?>) begin).getDeclaringClass())));
    }

    /**
     * What may follow in the version that is at work: of a called process its own. Empty where no instance is, where its process is about
     * something else, and where an earlier release deployed the version.
     */
    public Optional<List<String>> after(State from) {
        BpmnExecutionContext running = Context.getBpmnExecutionContext();
        if (running == null) {
            return Optional.empty();
        }
        ProcessDefinitionEntity version = running.getProcessDefinition();
        return ((Enum<?>) from).getDeclaringClass() != kinds.get(version.getKey())
                ? Optional.empty()
                : known.computeIfAbsent(version.getId(), id -> kept(version))
                        .map(following -> following.getOrDefault(from.name(), List.of()));
    }

    private Optional<Map<String, List<String>>> kept(ProcessDefinitionEntity version) {
        return jdbc.sql("""
                        select states ->> ? from deployment_record
                         where deployment_id = ? and state = 'DEPLOYED'
                        """).params(version.getKey(), version.getDeploymentId()).query(String.class).list().stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(Json::lists);
    }

    /** By process, what may follow in what was proposed with that content. */
    Map<String, List<Following>> proposed(String contentHash) {
        Map<String, List<Following>> processes = new TreeMap<>();
        jdbc.sql("""
                        select process.key, process.value::text
                          from (select states from deployment_record
                                 where content_hash = ? and state = 'PROPOSED' order by at desc limit 1) newest,
                               jsonb_each(newest.states) process
                        """).param(contentHash).query(row -> {
            processes.put(row.getString(1), shown(row.getString(1), row.getString(2)));
        });
        return processes;
    }

    /** @param states as they are kept; null where they are not */
    List<Following> shown(String process, String states) {
        Map<String, List<String>> next = states == null ? Map.of() : Json.lists(states);
        Map<String, String> titles = all(process).collect(Collectors.toMap(State::name, State::title));
        return all(process)
                .filter(from -> next.containsKey(from.name()))
                .map(from -> new Following(
                        from.title(),
                        next.get(from.name()).stream()
                                .map(to -> titles.getOrDefault(to, to))
                                .toList()))
                .toList();
    }

    private Stream<State> all(String process) {
        return Stream.ofNullable(kinds.get(process))
                .flatMap(kind -> Stream.of(kind.getEnumConstants()))
                .map(State.class::cast);
    }
}
