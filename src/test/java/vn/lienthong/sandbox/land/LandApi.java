package vn.lienthong.sandbox.land;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.sandbox.wire.Conversation;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Reply;
import vn.lienthong.sandbox.wire.Request;

/** The SOAP calls: token, schema and action are checked before anything is done. */
final class LandApi implements Conversation {
    private static final Pattern OPERATION = Pattern.compile(
            "<(?:[\\w.-]+:)?(LayBienDong|LayHoSo|TiepNhanHoSo|NhanBoSung|XacNhanNopThue|RutHoSo|XacNhanTraKetQua)[\\s>/]");
    private static final Set<String> WRITES =
            Set.of("TiepNhanHoSo", "NhanBoSung", "XacNhanNopThue", "RutHoSo", "XacNhanTraKetQua");

    private final LandRegister register;
    private final TokenCheck tokens;
    private final Supplier<String> address;
    private final Contract contract = new Contract();

    LandApi(LandRegister register, TokenCheck tokens, Supplier<String> address) {
        this.register = register;
        this.tokens = tokens;
        this.address = address;
    }

    /** Only a guess for faults and the journal, so that a body that is no XML has a name too. */
    @Override
    public String name(Request request) {
        Matcher found = OPERATION.matcher(new String(request.body(), StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : request.method().equals("GET") ? "wsdl" : "?";
    }

    @Override
    public Reply act(Request request) {
        if (!request.path().equals("/land")) {
            return Reply.empty(404);
        }
        if (request.method().equals("GET")) {
            byte[] wsdl = contract.wsdl(address.get()).getBytes(StandardCharsets.UTF_8);
            return new Reply(200, "text/xml; charset=utf-8", wsdl);
        }
        Optional<Fault.SoapFault> broken = request.fault(Fault.SoapFault.class);
        if (broken.isPresent()) {
            return Envelope.fault(broken.get().code(), broken.get().text());
        }
        try {
            Envelope envelope = Envelope.read(request.body());
            tokens.check(envelope.security());
            contract.check(envelope.body());
            Node call = Node.from(envelope.body());
            checkAction(request.header("SOAPAction"), call.name());
            return answer(call, request);
        } catch (SoapFaultException refused) {
            return Envelope.fault(refused.code(), refused.getMessage());
        }
    }

    private Reply answer(Node call, Request request) {
        if (WRITES.contains(call.name())) {
            return Envelope.answer(register.act(call).node());
        }
        if (call.name().equals("LayHoSo")) {
            Node answer = Node.of("LayHoSoTraLoi");
            Optional<LandFile> file = register.file(call.get("SoBienNhan"));
            return Envelope.answer(file.isPresent() ? answer.with(withLandNumber(file.get())) : answer);
        }
        if (call.name().equals("LayBienDong")) {
            return changes(call, request.fault(Fault.PageAgain.class).isPresent());
        }
        throw new SoapFaultException("soap:Client", "no such operation: " + call.name());
    }

    private Reply changes(Node call, boolean again) {
        int size = Integer.parseInt(call.get("SoLuong").strip());
        if (size < 1 || size > 500) {
            throw new SoapFaultException("soap:Client", "SoLuong: từ 1 đến 500");
        }
        long after = Long.parseLong(call.get("SauSo").strip());
        // A page that is served twice begins a page earlier: the numbers after the asked one come again.
        ChangeLog.Page page = register.log().after(again ? Math.max(0, after - size) : after, size);
        Node answer = new Node("LayBienDongTraLoi", null, page.nodes());
        return Envelope.answer(answer.leaf("ConNua", page.more() || again));
    }

    private static Node withLandNumber(LandFile file) {
        Node out = Node.of("HoSo");
        for (Node child : file.dossier().children()) {
            if (!child.name().equals("SoHoSoDat")) {
                out = out.with(child);
            }
            if (child.name().equals("SoBienNhan")) {
                out = out.leaf("SoHoSoDat", file.landNumber());
            }
        }
        return out;
    }

    private static void checkAction(String action, String operation) {
        String plain = action == null ? "" : action.replace("\"", "").strip();
        if (!plain.isEmpty() && !plain.equals(Node.NAMESPACE + "/" + operation)) {
            throw new SoapFaultException("soap:Client", "SOAPAction does not match the body");
        }
    }
}
