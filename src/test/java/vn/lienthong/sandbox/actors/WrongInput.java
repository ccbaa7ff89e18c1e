package vn.lienthong.sandbox.actors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Procedure;

/** A clerk mistypes: the hub has to hold the dossier; later the clerk corrects it and it has to pass. */
final class WrongInput {
    private WrongInput() {}

    static Story of(Stage stage) {
        Person person = stage.people.next();
        String[] code = new String[1];
        int kind = stage.dice.nextInt(3);
        OneStopDossier typed = OneStopDossier.claim(person, stage.now());
        switch (kind) {
            case 0 -> typed.with("maThuTuc", "1.00197.000.00.00.H53");
            case 1 -> typed.applicantWith("cccd", person.cccd().substring(0, 11));
            default -> typed.applicantWith("cccd", null).applicantWith("cmnd", "000000001");
        }
        String what = kind == 0
                ? "an unknown procedure"
                : kind == 1 ? "an identity number of 11 digits" : "a made-up identity";
        return new Story("wrong input")
                .then("a clerk types " + what, () -> code[0] = stage.known("code", stage.oneStop.enter(typed)))
                .then("a clerk accepts it unseen", () -> stage.oneStop.accept(code[0], stage.clerk, stage.now()))
                .then("(time goes by)", () -> {})
                .then("(time goes by)", () -> {})
                .then(
                        "a clerk corrects it",
                        () -> stage.oneStop.correct(code[0], stage.now(), dossier -> {
                            dossier.put("maThuTuc", Procedure.newClaim().oneStopCode());
                            ObjectNode applicant = (ObjectNode) dossier.get("chuHoSo");
                            applicant.put("cccd", person.cccd()).putNull("cmnd");
                        }))
                .when(() -> stage.uiV2.claimOf(code[0]).isPresent(), "the job centre has it at last", () -> {});
    }
}
