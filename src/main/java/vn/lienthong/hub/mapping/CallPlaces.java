package vn.lienthong.hub.mapping;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionDeclaration;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.JstlFile;
import com.schibsted.spt.data.jslt.impl.LetExpression;
import com.schibsted.spt.data.jslt.impl.Location;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells every call of a hub function in a compiled mapping on which line of which file it stands: JSLT knows it, but does
 * not hand it to functions. Calls are resolved once more, each to its function at that place; nothing is done at run time.
 *
 * <p>The bodies of {@code def} and of imported files are private to JSLT 0.1.14 and are reached by reflection; a JSLT that
 * names them otherwise fails at once (docs/decisions/0014).
 */
final class CallPlaces {
    private static final Field LETS = field(FunctionDeclaration.class, "lets");
    private static final Field BODY = field(FunctionDeclaration.class, "body");
    private static final Field IMPORTED = field(JstlFile.class, "body");

    private final Map<String, String> files;

    /** @param files name of each imported file by the words of its import */
    CallPlaces(Map<String, String> files) {
        this.files = files;
    }

    void tell(Expression mapping, List<JstlFile> imported) {
        tell((ExpressionImpl) mapping);
        imported.forEach(file -> tell((ExpressionImpl) read(IMPORTED, file)));
    }

    private void tell(ExpressionImpl file) {
        file.getChildren().forEach(child -> visit(child, file));
    }

    private void visit(ExpressionNode node, ExpressionImpl file) {
        if (node instanceof FunctionExpression call
                && file.getFunction(call.getFunctionName()) instanceof HubFunction function) {
            call.resolve(function.at(place(call.getLocation())));
        }
        if (node instanceof FunctionDeclaration declared) {
            for (LetExpression let : (LetExpression[]) read(LETS, declared)) {
                visit(let, file);
            }
            visit((ExpressionNode) read(BODY, declared), file);
        }
        node.getChildren().forEach(child -> visit(child, file));
    }

    private String place(Location location) {
        String source = Objects.requireNonNullElse(location.getSource(), "");
        return files.getOrDefault(source, source) + ":" + location.getLine();
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException otherJslt) {
            throw new IllegalStateException(
                    "HUB-MAP-002 this JSLT has no " + type.getSimpleName() + "." + name + "; see docs/decisions/0014",
                    otherJslt);
        }
    }

    private static Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
