import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceFactory;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.xform.util.XFormUtils;

/** Fills forms in with JavaRosa, the engine of ODK Collect. A line in, a line out, in parts between tabs:
 *  OPEN, path of the form (its files beside it) → OK; FILL, path, value, path, value, … → path, value, … of all that is relevant. */
public class JavaRosa {
    private static Path folder;
    private static String form;

    public static void main(String[] arguments) throws Exception {
        // The engine talks on standard output.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ReferenceManager.instance().addReferenceFactory(new Beside());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) out.println(answer(line.split("\t", -1)));
    }

    private static String answer(String[] parts) {
        try {
            return parts[0].equals("OPEN") ? open(parts[1]) : fill(parts);
        } catch (Exception error) {
            return "ERROR\t" + String.valueOf(error).replaceAll("\\s+", " ");
        }
    }

    private static String open(String path) throws Exception {
        form = path;
        folder = Path.of(path).getParent();
        fresh();
        return "OK";
    }

    private static FormDef fresh() throws Exception {
        try (InputStream content = new FileInputStream(form)) {
            FormDef definition = XFormUtils.getFormFromInputStream(content);
            definition.initialize(true, new InstanceInitializationFactory());
            return definition;
        }
    }

    private static String fill(String[] parts) throws Exception {
        FormDef definition = fresh();
        Map<String, TreeElement> nodes = new HashMap<>();
        for (TreeElement leaf : leaves(definition)) nodes.put(path(leaf), leaf);
        for (int at = 1; at + 1 < parts.length; at += 2) {
            TreeElement node = nodes.get(parts[at]);
            IAnswerData kind = AnswerDataFactory.templateByDataType(node.getDataType());
            UncastData said = new UncastData(parts[at + 1]);
            definition.setValue(kind == null ? new StringData(parts[at + 1]) : kind.cast(said), node.getRef(), true);
        }
        List<String> found = new ArrayList<>();
        for (TreeElement leaf : leaves(definition)) {
            if (!leaf.isRelevant()) continue;
            found.add(path(leaf));
            found.add(leaf.getValue() == null ? "" : leaf.getValue().uncast().getString());
        }
        return String.join("\t", found);
    }

    private static List<TreeElement> leaves(FormDef definition) {
        List<TreeElement> found = new ArrayList<>();
        gather(definition.getMainInstance().getRoot(), found);
        return found;
    }

    private static void gather(TreeElement node, List<TreeElement> found) {
        if (node.getNumChildren() == 0) found.add(node);
        for (int at = 0; at < node.getNumChildren(); at++) gather(node.getChildAt(at), found);
    }

    private static String path(TreeElement node) {
        return node.getRef().toString(false).replaceAll("\\[[^]]*]", "");
    }

    /** jr://file-csv/NAME is the file NAME beside the form. */
    private static class Beside implements ReferenceFactory {
        public boolean derives(String uri) {
            return uri.startsWith("jr://");
        }

        public Reference derive(String uri) {
            return new Local(folder.resolve(uri.substring(uri.lastIndexOf('/') + 1)).toString(), uri);
        }

        public Reference derive(String uri, String context) {
            return derive(uri);
        }
    }

    private record Local(String path, String uri) implements Reference {
        public boolean doesBinaryExist() {
            return Path.of(path).toFile().exists();
        }

        public InputStream getStream() throws java.io.IOException {
            return new FileInputStream(path);
        }

        public String getURI() {
            return uri;
        }

        public String getLocalURI() {
            return path;
        }

        public boolean isReadOnly() {
            return true;
        }

        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        public void remove() {
            throw new UnsupportedOperationException();
        }

        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }
}
