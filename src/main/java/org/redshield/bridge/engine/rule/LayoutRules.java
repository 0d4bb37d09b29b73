package org.redshield.bridge.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;

/** What makes a diagram readable, measured on its geometry; each finding a hint. */
final class LayoutRules {

    /** The largest drawing whose 12-pixel labels are still readable on one A3 page in landscape. */
    private static final double MAX_WIDTH = 2800;

    private static final double MAX_HEIGHT = MAX_WIDTH * 297 / 420;

    /** How far a line may touch a shape that is not its own. */
    private static final double TOLERANCE = 4;

    private record Point(double x, double y) {}

    private record Segment(Point from, Point to) {
        boolean crosses(Segment other) {
            return side(other.from) * side(other.to) < 0 && other.side(from) * other.side(to) < 0;
        }

        private double side(Point p) {
            return (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
        }
    }

    private record Box(String id, BaseElement element, double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        List<Segment> diagonals() {
            return List.of(
                    new Segment(
                            new Point(left + TOLERANCE, top + TOLERANCE),
                            new Point(right - TOLERANCE, bottom - TOLERANCE)),
                    new Segment(
                            new Point(right - TOLERANCE, top + TOLERANCE),
                            new Point(left + TOLERANCE, bottom - TOLERANCE)));
        }
    }

    private record Line(String id, BaseElement element, List<Segment> segments) {
        boolean belongsTo(BaseElement shape) {
            if (!(element instanceof SequenceFlow flow)) {
                String source = element.getAttributeValue("sourceRef");
                String target = element.getAttributeValue("targetRef");
                return shape.getId().equals(source)
                        || shape.getId().equals(target)
                        || hosts(shape, source)
                        || hosts(shape, target);
            }
            return Stream.of(flow.getSource(), flow.getTarget())
                    .anyMatch(end -> end.equals(shape)
                            || end instanceof BoundaryEvent event && shape.equals(event.getAttachedTo())
                            || shape instanceof BoundaryEvent guest && end.equals(guest.getAttachedTo()));
        }

        private static boolean hosts(BaseElement shape, String id) {
            return shape instanceof BoundaryEvent guest
                    && guest.getAttachedTo().getId().equals(id);
        }
    }

    private LayoutRules() {}

    static void check(String file, BpmnModelInstance model, Findings findings) {
        List<Box> boxes = Elements.all(model, BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof FlowNode node && !(node instanceof SubProcess))
                .map(LayoutRules::box)
                .toList();
        List<Line> lines = Elements.all(model, BpmnEdge.class).stream()
                .filter(edge -> edge.getBpmnElement() != null)
                .map(LayoutRules::line)
                .toList();
        overlaps(file, boxes, findings);
        lines(file, boxes, lines, findings);
        page(file, model, findings);
        direction(file, boxes, lines, findings);
    }

    private static void overlaps(String file, List<Box> boxes, Findings findings) {
        for (int i = 0; i < boxes.size(); i++) {
            for (Box other : boxes.subList(i + 1, boxes.size())) {
                Box box = boxes.get(i);
                if (!attached(box, other) && !attached(other, box) && box.overlaps(other)) {
                    findings.hint(file, box.id, "layout-overlap", box.id, other.id);
                }
            }
        }
    }

    private static boolean attached(Box guest, Box host) {
        return guest.element instanceof BoundaryEvent event
                && event.getAttachedTo().equals(host.element);
    }

    private static void lines(String file, List<Box> boxes, List<Line> lines, Findings findings) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            for (Line other : lines.subList(i + 1, lines.size())) {
                if (line.segments.stream().anyMatch(a -> other.segments.stream().anyMatch(a::crosses))) {
                    findings.hint(file, line.id, "layout-cross", line.id, other.id);
                }
            }
            for (Box box : boxes) {
                if (!line.belongsTo(box.element)
                        && line.segments.stream()
                                .anyMatch(a -> box.diagonals().stream().anyMatch(a::crosses))) {
                    findings.hint(file, line.id, "layout-through", line.id, box.id);
                }
            }
        }
    }

    private static void page(String file, BpmnModelInstance model, Findings findings) {
        List<Box> all = Elements.all(model, BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() != null)
                .map(LayoutRules::box)
                .toList();
        double width = all.stream().mapToDouble(Box::right).max().orElse(0)
                - all.stream().mapToDouble(Box::left).min().orElse(0);
        double height = all.stream().mapToDouble(Box::bottom).max().orElse(0)
                - all.stream().mapToDouble(Box::top).min().orElse(0);
        if (width > MAX_WIDTH || height > MAX_HEIGHT) {
            findings.hint(
                    file,
                    "",
                    "layout-page",
                    Math.round(width),
                    Math.round(height),
                    Math.round(MAX_WIDTH),
                    Math.round(MAX_HEIGHT));
        }
    }

    /** Some flows must lead back; a diagram in which a quarter does no longer reads from left to right. */
    private static void direction(String file, List<Box> boxes, List<Line> lines, Findings findings) {
        var byId = boxes.stream().collect(Collectors.toMap(Box::id, box -> box, (one, other) -> one));
        List<SequenceFlow> flows = lines.stream()
                .map(Line::element)
                .filter(SequenceFlow.class::isInstance)
                .map(SequenceFlow.class::cast)
                .filter(flow -> byId.containsKey(flow.getSource().getId())
                        && byId.containsKey(flow.getTarget().getId()))
                .toList();
        long back = flows.stream()
                .filter(flow -> byId.get(flow.getTarget().getId()).right
                        < byId.get(flow.getSource().getId()).left)
                .count();
        if (back * 4 > flows.size()) {
            findings.hint(file, "", "layout-direction", back, flows.size());
        }
    }

    private static Box box(BpmnShape shape) {
        Bounds b = shape.getBounds();
        return new Box(
                shape.getBpmnElement().getId(),
                shape.getBpmnElement(),
                b.getX(),
                b.getY(),
                b.getX() + b.getWidth(),
                b.getY() + b.getHeight());
    }

    private static Line line(BpmnEdge edge) {
        List<Point> points = edge.getWaypoints().stream()
                .map(w -> new Point(w.getX(), w.getY()))
                .toList();
        List<Segment> segments = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            segments.add(new Segment(points.get(i - 1), points.get(i)));
        }
        return new Line(edge.getBpmnElement().getId(), edge.getBpmnElement(), segments);
    }
}
