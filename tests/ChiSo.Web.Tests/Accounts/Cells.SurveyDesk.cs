using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Cells of the survey desk: questionnaires, samples and invitations by mail.</summary>
internal static partial class Cells
{
    public const string FieldSurvey = "hai-long-2026";
    public const string FieldArea = "dia-ban-1";

    private static IEnumerable<Cell> Fieldwork()
    {
        const string one = "/desk/fieldwork/{survey}/{area}";
        const string at = $"/desk/fieldwork/{FieldSurvey}/{FieldArea}";
        const string areas = $"/desk/surveys/{FieldSurvey}/areas";
        Act[] read = [Act.ReadFieldwork];
        Act[] run = [Act.RunFieldwork];
        return
        [
            new("/desk/surveys/{survey}/areas", "GET", areas, [Act.ReadSurveys]),
            new("/desk/surveys/{survey}/areas", "POST", areas, [Act.RunSurveys], Fields: [("code", "moi"), ("name", "Mới"), ("groups", "taichinh"), ("seen", "0")]),
            new("/desk/fieldwork", "GET", "/desk/fieldwork", [Act.ReadFieldwork, Act.Interview], AimKind.Area),
            new(one, "GET", at, read, AimKind.Area),
            new(one, "Give", at, run, AimKind.Area, Fields: [("group", "noivu|"), ("count", "1")]),
            new(one, "TakeBack", at, run, AimKind.Area, Fields: [("x", "y")]),
            new(one, "HandOver", at, run, AimKind.Area, Fields: [("slips", "1")]),
            new(one, "Prices", at, run, AimKind.Area, Fields: [("respondent", "1"), ("interviewer", "1"), ("seen", "1")]),
            new(one + "/people", "GET", at + "/people", [Act.FindPeople], AimKind.Area),
            new(one + "/recheck", "GET", at + "/recheck", read, AimKind.Area),
            new(one + "/recheck", "Draw", at + "/recheck", [Act.Recheck], AimKind.Area, Fields: [("share", "10"), ("seed", "1")]),
            new(one + "/recheck", "Record", at + "/recheck", [Act.Recheck], AimKind.Area, Fields: [("result", "Confirmed")]),
            new(one + "/visits", "GET", at + "/visits", [Act.Interview], AimKind.Area),
            .. new[] { "GET", "Begin", "Record" }.Select(handler => new Cell(one + "/visits/{invited:guid}", handler, at + "/visits/{visit}", [Act.Interview], AimKind.Area, Fields: [("code", "{slip}"), ("result", "Refused"), ("day", "{today}"), ("seen", "0")])),
            new(one + "/handover-{number:int}.docx", "GET", at + "/handover-1.docx", run, AimKind.Area),
            new(one + "/recheck.docx", "GET", at + "/recheck.docx", read, AimKind.Area),
            new(one + "/payments.xlsx", "GET", at + "/payments.xlsx", run, AimKind.Area),
        ];
    }

    private static IEnumerable<Cell> Questionnaires()
    {
        const string one = "/desk/questionnaires/{code}";
        const string at = "/desk/questionnaires/satisfaction";
        Act[] run = [Act.RunSurveys];
        return
        [
            new("/desk/questionnaires", "GET", "/desk/questionnaires", [Act.ReadSurveys]),
            new("/desk/questionnaires", "POST", "/desk/questionnaires", run, Fields: [("source", "empty"), ("code", "moi"), ("title", "Mới")]),
            new(one, "GET", at, run),
            new(one, "Move", at, run, Fields: [("up", "q")]),
            new(one, "Store", at, run, Fields: [("seen", "x")]),
            new(one, "Drop", at, run, Fields: [("seen", "x")]),
            new(one, "Replace", at, run, Fields: [("seen", "x")]),
            new(one + "/rows/{row?}", "GET", at + "/rows", run),
            new(one + "/rows/{row?}", "POST", at + "/rows", run, Fields: [("name", "q")]),
            new(one + "/rows/{row?}", "Remove", at + "/rows/used_service", run, Fields: [("tree", "x")]),
            new(one + "/lists/{list?}", "GET", at + "/lists", run),
            new(one + "/lists/{list?}", "POST", at + "/lists", run, Fields: [("name", "l")]),
            new(one + "/factors", "GET", at + "/factors", run),
            new(one + "/factors", "POST", at + "/factors", run, Fields: [("count", "0")]),
            new(one + "/settings", "GET", at + "/settings", run),
            new(one + "/settings", "POST", at + "/settings", run, Fields: [("version", "2")]),
            new(one + "/preview", "GET", at + "/preview", run),
            new(one + "/preview", "POST", at + "/preview", run, Fields: [("do", "next")]),
            new(one + "/preview", "Row", at + "/preview", run, Fields: [("name", "q")]),
            new(one + "/draft.xlsx", "GET", at + "/draft.xlsx", run),
            new(one + "/versions/{version}.xlsx", "GET", "/desk/questionnaires/satisfaction/versions/1.xlsx", [Act.ReadSurveys]),
        ];
    }

    private static IEnumerable<Cell> PaperForms()
    {
        const string one = "/desk/surveys/{survey}/paper";
        const string at = "/desk/surveys/hai-long-2026/paper";
        Act[] key = [Act.KeyForms];
        Act[] settle = [Act.SettleForms];
        return
        [
            new("/desk/paper", "GET", "/desk/paper", key),
            new(one, "GET", at, [Act.KeyForms, Act.SettleForms]),
            new(one, "Print", at, [Act.RunSurveys], Fields: [("about", "noivu"), ("number", "1"), ("count", "0")]),
            new(one + "/key", "GET", at + "/key", key),
            new(one + "/key", "POST", at + "/key", key, Fields: [("form", "1"), ("unit", "noivu"), ("do", "save")]),
            new(one + "/forms/{number}", "GET", $"{at}/forms/{Things.Differing}", settle),
            new(one + "/forms/{number}", "Settle", $"{at}/forms/{Things.Differing}", settle, Fields: [("seen", "2"), ("c.policy_economy", "second")]),
            new(one + "/forms/{number}", "Withdraw", $"{at}/forms/{Things.KeyedOnce}", settle, Fields: [("seen", "1"), ("keying", "1"), ("reason", "Nhầm số")]),
        ];
    }

    private static IEnumerable<Cell> Samples()
    {
        const string one = "/desk/surveys/{survey}";
        const string at = "/desk/surveys/hai-long-2026";
        Act[] read = [Act.ReadSurveys];
        Act[] run = [Act.RunSurveys];
        return
        [
            new(one + "/list-{kind:regex(^(officials|deputies|businesses|served|dossiers)$)}.xlsx", "GET", at + "/list-served.xlsx", read),
            new(one + "/answers-file", "GET", at + "/answers-file", run),
            new(one + "/answers-file", "Check", at + "/answers-file", run, Fields: [("x", "y")]),
            new(one + "/answers-file", "Take", at + "/answers-file", run, Fields: [("seen", "x"), ("source", "thử")]),
            new(one + "/answers-file", "Withdraw", at + "/answers-file", run, Fields: [("seen", "x")]),
            new(one + "/devices", "GET", at + "/devices", read),
            new(one + "/devices", "Add", at + "/devices", run, Fields: [("name", "dtv-07"), ("holder", "Anh Ba")]),
            new(one + "/devices", "Revoke", at + "/devices", run, Fields: [("id", "x")]),
            new(one + "/feed", "GET", at + "/feed", read),
            new(one + "/feed", "Make", at + "/feed", read, Fields: [("label", "thử")]),
            new(one + "/feed", "Revoke", at + "/feed", read, Fields: [("id", "x")]),
            new(one + "/mail", "GET", at + "/mail", read),
            new(one + "/mail", "Send", at + "/mail", run, Fields: [("x", "y")]),
            new(one + "/mail", "Remind", at + "/mail", run, Fields: [("x", "y")]),
            new(one + "/sample", "GET", at + "/sample", read),
            new(one + "/sample", "Frame", at + "/sample", run, Fields: [("x", "y")]),
            new(one + "/sample", "Call", at + "/sample", run, Fields: [("until", "hôm nào đó")]),
            new(one + "/sample", "Merge", at + "/sample", run),
            .. new[] { "GET", "POST" }.Select(handler => new Cell("/desk/survey-lists/{survey}/{unit}", handler, "/desk/survey-lists/hai-long-2026/{unit}", Never)), // no list is asked for
            new(one + "/sample", "Dossiers", at + "/sample", run, Fields: [("from", "1/1/2026"), ("to", "31/12/2026")]),
            new(one + "/sample", "Draw", at + "/sample", run, Fields: [("seed", "1"), ("frame", "khác")]),
            new(one + "/sample", "Invite", at + "/sample", run, Fields: [("number", "1"), ("address", "https://khaosat.example.vn")]),
            new(one + "/sample", "Replace", at + "/sample", run, Fields: [("unit", "noivu"), ("id", "P1"), ("reason", "vì"), ("address", "https://khaosat.example.vn")]),
            new(one + "/frame.csv", "GET", at + "/frame.csv", run),
            new(one + "/sample-{number:int}.csv", "GET", at + "/sample-1.csv", run),
        ];
    }
}
