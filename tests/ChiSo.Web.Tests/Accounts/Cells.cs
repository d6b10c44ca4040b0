using ChiSo.Application.People;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Every endpoint of the desk.</summary>
internal static partial class Cells
{
    /// <summary>A line the Department of Justice appraises, of every unit but itself.</summary>
    public const string Line = "TC_XD_TD";

    /// <summary>Whose request is looked at.</summary>
    public const string PanelUnit = "noivu";

    private const string Round = "/desk/thu-2024/departments";
    private const string Of = "/desk/{round}/{block}";
    private const string Review = Of + "/review/{stage}";
    /// <summary>A round that is not open yet.</summary>
    public const string Prepared = "sap-2025";

    /// <summary>An id nothing has.</summary>
    public const string Nobody = "00000000-0000-7000-8000-000000000000";

    /// <summary>What is allowed to nobody here, since it is not there.</summary>
    private static readonly Act[] Never = [(Act)(-1)];

    /// <summary>Pages where people make keys of their own, whatever they may do beside.</summary>
    public static readonly string[] OwnKeys = ["/desk/surveys/{survey}/feed"];

    private static readonly Act[] Board = [Act.ReadBoard];
    private static readonly Act[] Run = [Act.RunRound];
    private static readonly Act[] Prepare = [Act.PrepareRound];
    private static readonly Act[] Manage = [Act.ManagePeople];
    private static readonly Act[] Installed = [Act.ReadInstallation];
    private static readonly Act[] ReadPrepared = [Act.ReadPreparation];
    private static readonly Act[] Read = [Act.ReadSheet];
    private static readonly Act[] Enter = [Act.EnterScores];

    public static Cell[] All { get; } =
    [
        new("/desk", "GET", "/desk", []),
        new("/desk", "Acknowledge", "/desk", [Act.ManagePeople], Fields: [("use", "thu.khancap 0"), ("reason", "Mất điện thoại")]),
        .. Own(), .. Accounts(), .. Preparation(), .. Rounds(), .. Sheets(), .. Reviews(), .. Council(), .. Requests(), .. NotApplicable(), .. Guidance(),
        .. Surveys(),
        .. PaperForms(),
        .. Questionnaires(),
        .. Samples(),
        .. Fieldwork(),
        new("/desk/messages", "GET", "/desk/messages", [Act.ReadInstallation, Act.RunRound]),
        new("/desk/messages", "POST", "/desk/messages", [Act.ManagePeople, Act.RunRound], Fields: [("id", Things.Message)]),
        new("/desk/settings", "GET", "/desk/settings", Installed),
        new("/desk/settings", "POST", "/desk/settings", Manage, Fields: [("digest_at", "07:00"), ("log_days", "365"), ("tries", "12"), ("seen", "0")]),
        new("/desk/settings", "TryNotices", "/desk/settings", Manage),
        new("/desk/settings", "TryScanner", "/desk/settings", Never),
        new("/desk/jobs", "GET", "/desk/jobs", []),
        new("/desk/jobs", "Export", "/desk/jobs", Board, Fields: [("round", "thu-2024"), ("form", "Json")]),
        new("/desk/jobs/{id:guid}", "GET", $"/desk/jobs/{Things.Job}", [Act.ReadInstallation, Act.RunRound]),
        .. new[] { "Cancel", "Retry" }.Select(handler => new Cell("/desk/jobs/{id:guid}", handler, $"/desk/jobs/{Things.Job}", [Act.ManagePeople, Act.RunRound])),
        new("/desk/jobs/{id:guid}/result", "GET", $"/desk/jobs/{Things.Job}/result", []) { Owner = "thuongtruc" },
        new("/desk/trail", "GET", "/desk/trail", [Act.ReadTrail]),
        new("/desk/odd-reads", "GET", "/desk/odd-reads", [Act.ReadTrail]),
        new("/desk/trail.jsonl", "GET", "/desk/trail.jsonl", [Act.ReadTrail]),
        new("/desk/evidence/{id:guid}", "GET", "/desk/evidence/{evidence}", Read, AimKind.Line),
        new("/desk/evidence/{id:guid}/preview", "GET", "/desk/evidence/{evidence}/preview", Read, AimKind.Line),
        .. Units(), .. Colleagues(),
    ];

    /// <summary>With the same acts at the other stages a sheet and an appraisal have: an address that names a closed stage while another is open finds it closed.</summary>
    public static Cell[] AtEveryStage { get; } =
    [
        .. All,
        .. All.Where(cell => cell.Route.Contains("{stage}", StringComparison.Ordinal) && cell.OfUnit is null && cell.Path.Contains("/{unit}/self", StringComparison.Ordinal))
            .Select(cell => cell with { Path = cell.Path.Replace("/{unit}/self", "/{unit}/explanation", StringComparison.Ordinal), Stage = cell.Stage is null ? null : Stages.Explanation, IsElsewhere = true }),
        .. All.Where(cell => cell.Route.Contains("{stage}", StringComparison.Ordinal) && cell.OfUnit is null && cell.Path.Contains("/review/review1", StringComparison.Ordinal))
            .Select(cell => cell with { Path = cell.Path.Replace("/review/review1", "/review/review2", StringComparison.Ordinal), Stage = cell.Stage is null ? null : Stages.SecondReview, IsElsewhere = true }),
    ];

    public static string HandlerOf(string method, string? name) => string.IsNullOrEmpty(name) ? method.ToUpperInvariant() : name;

    private static IEnumerable<Cell> Own() =>
    [
        new("/desk/account", "GET", "/desk/account", []),
        new("/desk/account/passkeys", "GET", "/desk/account/passkeys", []),
        .. new[] { "Options", "Add", "Remove" }.Select(handler => new Cell("/desk/account/passkeys", handler, "/desk/account/passkeys", [])),
        .. new[] { "Password", "TurnOn", "Codes", "Digest", "Out" }.Select(handler => new Cell("/desk/account", handler, "/desk/account", [])),
    ];

    private static IEnumerable<Cell> Accounts() =>
    [
        new("/desk/accounts", "GET", "/desk/accounts", Installed),
        new("/desk/accounts", "POST", "/desk/accounts", Manage, Fields: [("userName", "la"), ("fullName", "Người lạ")]),
        new("/desk/accounts/{id:guid}", "GET", "/desk/accounts/{account}", Installed),
        .. new[] { "Link", "Contact", "Close", "Open", "Sessions", "Authenticator", "End", "Grant" }.Select(handler => new Cell("/desk/accounts/{id:guid}", handler, "/desk/accounts/{account}", Manage)),
    ];

    private static IEnumerable<Cell> Colleagues() => new[] { "GET", "Add", "Link", "Grant", "Act", "HandOver", "End", "Close" }
        .Select(handler => new Cell("/desk/colleagues/{unit}", handler, "/desk/colleagues/{unit}", [Act.ManageColleagues], AimKind.Unit, Fields: [("account", Nobody), ("mandate", Nobody), ("userName", "la"), ("fullName", "Người lạ"), ("ground", "CV 1")]));

    private static IEnumerable<Cell> Units() =>
    [
        new("/desk/units", "GET", "/desk/units", [Act.ManagePeople, Act.ReadBoard]),
        new("/desk/units", "POST", "/desk/units", Manage, Fields: [("ground", "CV 1")]),
        new("/desk/units.{ending:regex(^(csv|xlsx|json)$)}", "GET", "/desk/units.csv", [Act.ManagePeople, Act.ReadBoard]),
        new("/desk/units/{unit}", "GET", "/desk/units/khong-co", Never),
        new("/desk/reorganisations", "GET", "/desk/reorganisations", Installed),
        new("/desk/reorganisations", "POST", "/desk/reorganisations", Manage, Fields: [("on", "01/07/2025")]),
        new("/desk/reorganisations/{id:guid}", "GET", $"/desk/reorganisations/{Things.Reorganisation}", Installed),
        .. new[] { "Add", "Remove", "Apply", "Withdraw" }.Select(handler => new Cell("/desk/reorganisations/{id:guid}", handler, $"/desk/reorganisations/{Things.Reorganisation}", Manage, Fields: [("seen", "1"), ("kind", "Rename")])),
    ];

    private static IEnumerable<Cell> Preparation()
    {
        const string at = "/desk/rounds/" + Prepared;
        return
        [
            new("/desk/new-round", "GET", "/desk/new-round", Prepare),
            new("/desk/new-round", "POST", "/desk/new-round", Prepare),
            new("/desk/new-round/from/{last}", "GET", "/desk/new-round/from/can-tho-2023", Prepare),
            new("/desk/new-round/from/{last}", "POST", "/desk/new-round/from/can-tho-2023", Prepare, Fields: [("code", "la"), ("block", "departments")]),
            new("/desk/uploads/{id:guid}", "GET", $"/desk/uploads/{Things.RoundFile}", Prepare),
            new("/desk/uploads/{id:guid}", "POST", $"/desk/uploads/{Things.RoundFile}", Prepare, Fields: [("seen", "")]),
            new("/desk/rounds/{round}/prepare", "GET", at + "/prepare", ReadPrepared),
            new("/desk/rounds/{round}/prepare", "POST", at + "/prepare", Prepare),
            .. new[] { "GET", "POST", "Fill" }.Select(handler => new Cell("/desk/rounds/{round}/first-level/{block}", handler, at + "/first-level/departments", Prepare, Fields: [("seen", "khác"), ("u.noivu", "Phòng A")])),
            .. new[] { "GET", "POST" }.Select(handler => new Cell("/desk/rounds/{round}/stages", handler, at + "/stages", Prepare, Fields: [("seen", "khác"), ("in.self", "yes")])),
            .. new[] { "GET", "POST", "Fill" }.Select(handler => new Cell("/desk/rounds/{round}/units/{block}", handler, at + "/units/departments", Prepare, Fields: [("seen", "khác"), ("unit.noivu", "yes"), ("name_vi.noivu", "Sở Nội vụ")])),
            new("/desk/rounds/{round}/round.xlsx", "GET", at + "/round.xlsx", ReadPrepared),
            new("/desk/rounds/{round}/criteria/{block}", "GET", at + "/criteria/departments", [Act.PrepareRound, Act.ReadBoard]),
            .. new[] { "GET", "Move", "Take", "Drop" }.Select(handler => new Cell("/desk/rounds/{round}/criteria/{block}/edit", handler, at + "/criteria/departments/edit", Prepare, Fields: [("seen", "khác")])),
            .. new[] { "GET", "POST", "Kind", "Try", "Remove" }.Select(handler => new Cell("/desk/rounds/{round}/criteria/{block}/lines/{line?}", handler, at + "/criteria/departments/lines/" + Line, Prepare, Fields: [("code", Line)])),
            .. new[] { "Propose", "Publish", "Return", "Withdraw" }.Select(handler => new Cell("/desk/rounds/{round}/criteria/{block}", handler, at + "/criteria/departments", Prepare, Fields: [("hash", "khác"), ("reason", "Nhầm")])),
        ];
    }

    private static IEnumerable<Cell> Rounds() =>
    [
        new("/desk/rounds", "GET", "/desk/rounds", Board),
        new("/desk/rounds/{round}/reminder", "GET", "/desk/rounds/thu-2024/reminder", ReadPrepared),
        new("/desk/rounds/{round}/reminder", "POST", "/desk/rounds/thu-2024/reminder", Run, Fields: [("text", "Đề nghị nộp")]),
        .. new[] { "Send", "Withdraw" }.Select(handler => new Cell("/desk/rounds/{round}/reminder", handler, "/desk/rounds/thu-2024/reminder", Run, Fields: [("id", Things.Reminder)])),
        new("/desk/rounds/{round}/reminder", "Letter", "/desk/rounds/thu-2024/reminder", Run, Fields: [("text", "Đề nghị nộp")]),
        new("/desk/rounds/{round}", "GET", "/desk/rounds/thu-2024", Board),
        new("/desk/rounds/{round}", "Dates", "/desk/rounds/thu-2024", Run, Fields: [("stage", "self"), ("opens", "01/01/2020 00:00"), ("closes", "02/01/2099 00:00")]),
        new("/desk/rounds/{round}", "RequestsUntil", "/desk/rounds/thu-2024", Run, Fields: [("until", "01/01/2099 00:00")]),
        new("/desk/rounds/{round}", "ApproveDates", "/desk/rounds/thu-2024", Run, Fields: [("id", Things.Dates)]),
        .. new[] { ("Dates", Things.Dates), ("Extension", Things.Extension), ("Pause", Things.Pause) }.SelectMany(one => new[] { "Return", "Withdraw" }.Select(handler =>
            new Cell("/desk/rounds/{round}", handler, "/desk/rounds/thu-2024", Run, Fields: [("kind", one.Item1), ("id", one.Item2), ("reason", "Nhầm hạn")]))),
        new("/desk/rounds/{round}", "Propose", "/desk/rounds/thu-2024", Run),
        new("/desk/rounds/{round}", "Open", "/desk/rounds/thu-2024", Run),
        new("/desk/rounds/{round}", "Extend", "/desk/rounds/thu-2024", Run, Fields: [("unit", "noivu"), ("stage", "self"), ("until", "01/01/2099 00:00"), ("ground", "Công văn")]),
        new("/desk/rounds/{round}", "Approve", "/desk/rounds/thu-2024", Run, Fields: [("id", Things.Extension)]),
        new("/desk/rounds/{round}", "Pause", "/desk/rounds/thu-2024", Run, Fields: [("stage", "self"), ("from", "01/01/2020 00:00"), ("until", "01/01/2099 00:00"), ("ground", "Công văn")]),
        new("/desk/rounds/{round}", "ApprovePause", "/desk/rounds/thu-2024", Run, Fields: [("id", Things.Pause)]),
        new("/desk/rounds/{round}", "EndPause", "/desk/rounds/thu-2024", Run, Fields: [("id", Things.RunningPause), ("until", "01/01/2020 00:00"), ("ground", "Công văn")]),
        new("/desk/rounds/{round}", "ApproveEnd", "/desk/rounds/thu-2024", Run, Fields: [("id", Things.RunningPause), ("seen", "01/01/2020 00:00")]),
        new("/desk/rounds/{round}/days", "GET", "/desk/rounds/thu-2024/days", Board),
        new("/desk/rounds/{round}/days", "POST", "/desk/rounds/thu-2024/days", Run, Fields: [("from", "30/04/2099"), ("kind", "Off"), ("ground", "Thông báo số 1")]),
        new("/desk/rounds/{round}/days", "Withdraw", "/desk/rounds/thu-2024/days", Run, Fields: [("day", "30/04/2098"), ("reason", "Nhầm ngày")]),
        new("/desk/rounds/{round}/annex.docx", "GET", "/desk/rounds/thu-2024/annex.docx", Board),
        new("/desk/rounds/{round}/overview", "GET", "/desk/rounds/thu-2024/overview", Board),
        new("/desk/rounds/{round}/overview", "POST", "/desk/rounds/thu-2024/overview", [Act.ApproveResults], Fields: [("number", "1"), ("decidedOn", "01/01/2024")]),
        new("/desk/rounds/{round}/decision", "GET", "/desk/rounds/can-tho-2023/decision", Board),
        new(Of + "/late", "GET", Round + "/late", Board),
        new(Of + "/late", "Rule", Round + "/late", Run, Fields: [("line", "DT_CHAM"), ("counting", "EachStartedDay"), ("days", "5")]),
        new(Of + "/late", "Confirm", Round + "/late", Run, Fields: [("unit", "noivu"), ("seen", "1"), ("count", "1")]),
        new(Of + "/late", "Waive", Round + "/late", Run, Fields: [("unit", "noivu"), ("seen", "1"), ("reason", "Mất điện")]),
        new(Of + "/late", "InTime", Round + "/late", Run),
        new(Of + "/stages", "GET", Round + "/stages", Board),
        new("/desk/rounds/{round}/appraisers", "GET", "/desk/rounds/thu-2024/appraisers", [Act.RunRound, Act.ReadBoard]),
        new("/desk/rounds/{round}/appraisers", "Assign", "/desk/rounds/thu-2024/appraisers", Run, Fields: [("block", "departments"), ("node", "TC"), ("agency", "noivu"), ("reason", "CV 1")]),
        new("/desk/rounds/{round}/appraisers", "Remove", "/desk/rounds/thu-2024/appraisers", Run, Fields: [("block", "departments"), ("node", "TC"), ("reason", "CV 1")]),
        new("/desk/rounds/{round}/appraisers", "Declare", "/desk/rounds/thu-2024/appraisers", Run, Fields: [("agency", "tuphap"), ("unit", "{unit}"), ("ground", "Vì sao")]),
        new("/desk/rounds/{round}/appraisers", "Withdraw", "/desk/rounds/thu-2024/appraisers", Run, Fields: [("agency", "tuphap"), ("unit", "{unit}"), ("reason", "Nhầm")]),
    ];

    private static IEnumerable<Cell> Sheets()
    {
        const string sheet = Of + "/{unit}/{stage}";
        const string at = Round + "/{unit}/self";
        (string, string)[] save = [($"e.{Line}.a", "1"), ($"e.{Line}.b", "1")];
        return
        [
            new(sheet, "GET", at, Read, AimKind.Unit),
            new(sheet, "POST", at, [Act.HandIn], AimKind.Unit, Stages.Self, ("step", "HandIn")),
            new(sheet, "Override", at, [Act.OverrideCheck], AimKind.Unit, Stages.Self, ("line", Line), ("check", "sheet.evidence-mandatory"), ("seen", "1"), ("ground", "on-paper"), ("reason", "Bản giấy")),
            new(sheet, "Override", at, [Act.HandIn], AimKind.Unit, Stages.Self, ("line", Line), ("check", "sheet.evidence-one-of"), ("seen", "1"), ("ground", "on-paper"), ("reason", "Bản giấy")),
            new(sheet, "TakeBackOverride", at, [Act.OverrideCheck], AimKind.Unit, Stages.Self, ("line", Line), ("check", "sheet.evidence-mandatory"), ("seen", "1")),
            new(sheet, "AgreeRest", Round + "/{unit}/explanation", Enter, AimKind.Unit, Stages.Explanation),
            new(sheet, "File", at, Enter, AimKind.Unit, Stages.Self),
            new(Of + "/{unit}/self/fill.xlsx", "GET", at + "/fill.xlsx", Enter, AimKind.Unit, Stages.Self),
            new("/desk/sheet-uploads/{id:guid}", "GET", $"/desk/sheet-uploads/{Nobody}", Never),
            new("/desk/sheet-uploads/{id:guid}", "POST", $"/desk/sheet-uploads/{Nobody}", Never),
            new(sheet, "Signed", at, Enter, AimKind.Unit, Stages.Self),
            new(sheet + "/report.docx", "GET", at + "/report.docx", Read, AimKind.Unit),
            new(sheet + "/score-sheet.xlsx", "GET", at + "/score-sheet.xlsx", Read, AimKind.Unit),
            new("/desk/signed-sheets/{id:guid}", "GET", $"/desk/signed-sheets/{Things.Signed}", Read, AimKind.Unit) { OfUnit = "noivu" },
            new(sheet + "/{field}", "GET", at + "/TC", Read, AimKind.Unit),
            new(sheet + "/{field}", "POST", at + "/TC", Enter, AimKind.Unit, Stages.Self, save),
            new(sheet + "/{field}", "Line", at + $"/TC?line={Line}", Enter, AimKind.Unit, Stages.Self, save),
            new(sheet + "/{field}", "Agree", Round + "/{unit}/explanation/TC", Enter, AimKind.Unit, Stages.Explanation, ("line", Line)),
            new(sheet + "/{field}", "ConfirmFigures", at + $"/TC?line={Line}", Enter, AimKind.Unit, Stages.Self, ($"seen.{Line}", "1")),
            new(sheet + "/{field}/{line}/figures", "GET", at + $"/TC/{Line}/figures", Read, AimKind.Unit),
            new(sheet + "/{field}/{line}/figures", "Dispute", at + $"/TC/{Line}/figures", Enter, AimKind.Unit, Stages.Self, ("letter", "a"), ("shown", ""), ("seen", "1"), ("value", "3"), ("reason", "Sổ của đơn vị")),
            new(sheet + "/{field}/{line}/figures", "Withdraw", at + $"/TC/{Line}/figures", Enter, AimKind.Unit, Stages.Self, ("id", Things.Dispute), ("seen", "1")) { OfUnit = "noivu" },
            new(sheet + "/{field}", "Theirs", at + "/TC", Enter, AimKind.Unit, Stages.Self, ("line", Line)),
            new(sheet + "/{field}", "TakeBack", at + "/TC", Enter, AimKind.Unit, Stages.Self, ("aside", Things.Aside)) { OfUnit = "noivu" },
            new(sheet + "/{field}", "HandIn", at + "/TC", [Act.HandIn], AimKind.Unit, Stages.Self, ("line", Line)),
            new(sheet + "/{field}/{line}", "GET", at + $"/TC/{Line}", Read, AimKind.Unit),
            new(sheet + "/{field}/{line}", "POST", at + $"/TC/{Line}", Enter, AimKind.Unit, Stages.Self, ("Number", "12/BC"), ("IssuedOn", "01/06/2024"), ("Issuer", "Sở"), ("Abstract", "Báo cáo")),
            new(sheet + "/{field}/{line}", "Reuse", at + $"/TC/{Line}", Enter, AimKind.Unit, Stages.Self, ("id", "{last}")) { OfUnit = "noivu" },
            new(sheet + "/{field}/{line}", "Withdraw", at + $"/TC/{Line}", Enter, AimKind.Unit, Stages.Self, ("id", "{evidence}")) { OfUnit = "noivu" },
            new(Of + "/{unit}/assignments", "GET", Round + "/{unit}/assignments", Read, AimKind.Unit),
            new(Of + "/{unit}/assignments", "POST", Round + "/{unit}/assignments", [Act.AssignInternally], AimKind.Unit, Fields: [("node", "TC"), ("division", "Phòng Một")]),
            new(Of + "/{unit}/assignments", "Withdraw", Round + "/{unit}/assignments", [Act.AssignInternally], AimKind.Unit, Fields: [("node", "TC"), ("seen", "1")]),
            new(Of + "/{unit}/questions", "GET", Round + "/{unit}/questions", Read, AimKind.Unit),
            new(Of + "/{unit}/questions", "POST", Round + "/{unit}/questions", [Act.AnswerAsks], AimKind.Unit, Stages.FirstReview, ("ask", Things.Ask), ("answer", "Đã gửi")) { OfUnit = "noivu" },
        ];
    }

    private static IEnumerable<Cell> Requests()
    {
        const string all = Of + "/requests";
        const string own = Of + "/{unit}/requests";
        const string looked = $"{Round}/requests/{Things.LookedAt}";
        var at = Round + "/{unit}/requests";
        (string, string)[] ask = [($"e.{Line}.a", "1"), ($"e.{Line}.b", "1"), ("grounds", "Văn bản số 5")];
        return
        [
            new(all, "GET", Round + "/requests", [Act.ReadReview]),
            new(all + "/{id:guid}", "GET", $"{Round}/requests/{Things.Request}", Read, AimKind.Unit) { OfUnit = "noivu" },
            .. new[] { "Admit", "ChangePanel", "Seat", "Dismiss", "Conclude" }.Select(handler => new Cell(all + "/{id:guid}", handler, $"{Round}/requests/{Things.Request}", [Act.JudgeRequest], Fields: [("seen", "1"), ("reason", "Có căn cứ"), ("conclusion", "Giữ nguyên"), ("due", "01/01/2099")])),
            new(all + "/{id:guid}", "GET", looked, Read, AimKind.Panel),
            new("/desk/request-files/{id:guid}", "GET", $"/desk/request-files/{Things.RequestFile}", Read, AimKind.Panel),
            new(all + "/{id:guid}", "Opinion", looked, [Act.AdviseOnRequest], AimKind.Panel, Fields: [("seen", "1"), ("verdict", "Rejected"), ("reason", "Giữ nguyên")]),
            new(all + "/{id:guid}", "Hearing", looked, [Act.AdviseOnRequest, Act.JudgeRequest], AimKind.Panel, Fields: [("seen", "1"), ("heldOn", "02/01/2024"), ("place", "Trụ sở"), ("present", "An"), ("said", "Trình bày")]),
            new(all + "/{id:guid}", "WithdrawHearing", looked, [Act.AdviseOnRequest, Act.JudgeRequest], AimKind.Panel, Fields: [("seen", "1"), ("hearing", Things.RequestFile), ("withdrawal", "Ghi nhầm")]),
            new(all + "/{id:guid}", "WithdrawMinutes", looked, [Act.AdviseOnRequest, Act.JudgeRequest], AimKind.Panel, Fields: [("seen", "1"), ("file", Things.RequestFile)]),
            .. new[] { "Override", "ApproveOverride", "WithdrawOverride", "RevokeOverride" }.Select(handler => new Cell(all + "/{id:guid}", handler, looked, [Act.OverrideRequest], Fields: [("seen", "1"), ("ground", "Không thể chờ"), ("revoke", "Chờ được"), ("proposal", Things.Override)])),
            new(own, "Attach", at, [Act.RequestReview], AimKind.Unit, Fields: [("id", Things.LookedAt), ("seen", "1")]) { OfUnit = "noivu" },
            new(own, "Detach", at, [Act.RequestReview], AimKind.Unit, Fields: [("id", Things.LookedAt), ("seen", "1"), ("file", Things.RequestFile)]) { OfUnit = "noivu" },
            new(own, "GET", at, Read, AimKind.Unit),
            new(own, "POST", $"{at}?criterion={Line}", [Act.RequestReview], AimKind.Unit, Fields: ask),
            new(own, "Withdraw", at, [Act.RequestReview], AimKind.Unit, Fields: [("id", Things.Request)]) { OfUnit = "noivu" },
        ];
    }

    private static IEnumerable<Cell> NotApplicable()
    {
        const string own = Of + "/{unit}/not-applicable";
        const string at = Round + "/{unit}/not-applicable";
        return
        [
            new(Of + "/not-applicable", "GET", Round + "/not-applicable", [Act.ReadReview], AimKind.LinesOfBlock),
            new(Of + "/not-applicable", "Propose", Round + "/not-applicable", [Act.Appraise], AimKind.Line, Stages.FirstReview, ("id", Things.NotApplicable), ("seen", "1"), ("supported", "yes"), ("reason", "Vì sao")) { OfUnit = "noivu", AnyReview = true },
            new(Of + "/not-applicable", "Decide", Round + "/not-applicable", [Act.DecideNotApplicable], Fields: [("id", Things.NotApplicable), ("seen", "1"), ("step", "Grant"), ("reason", "Vì sao")]),
            new(own, "GET", at, Read, AimKind.Unit),
            new(own, "POST", at, [Act.AskNotApplicable], AimKind.Unit, Stages.Self, ("node", "TA_DV"), ("ground", "Không có đơn vị sự nghiệp")),
            new(own, "Withdraw", at, [Act.AskNotApplicable], AimKind.Unit, Stages.Self, ("id", Things.NotApplicable), ("seen", "1")) { OfUnit = "noivu", AnyTime = true },
        ];
    }

    private static IEnumerable<Cell> Guidance()
    {
        const string one = "/desk/rounds/{round}/guidance/{criterion}";
        const string at = $"/desk/rounds/thu-2024/guidance/{Line}";
        return
        [
            new("/desk/rounds/{round}/guidance", "GET", "/desk/rounds/thu-2024/guidance", []),
            new(one, "GET", at, []),
            new(one, "Write", at, [Act.Guide], AimKind.Criterion, Fields: [("guide", "Cách chấm"), ("seen", "1")]),
            new(one, "Ask", at, [Act.AskAboutCriterion], AimKind.Unit, Fields: [("unit", "{unit}"), ("text", "Hỏi")]),
            new(one, "Answer", at, [Act.Guide], AimKind.Criterion, Fields: [("id", Things.Question), ("seen", "1"), ("answer", "Trả lời")]),
        ];
    }

    private static IEnumerable<Cell> Surveys()
    {
        const string one = "/desk/surveys/{survey}";
        const string at = "/desk/surveys/hai-long-2026";
        const string over = "/desk/surveys/" + Things.Closed;
        const string file = "{ending:regex(^(csv|xlsx|json)$)}";
        Act[] read = [Act.ReadSurveys];
        Act[] run = [Act.RunSurveys];
        return
        [
            new("/desk/surveys", "GET", "/desk/surveys", read),
            new("/desk/survey-tables/{table}", "GET", "/desk/survey-tables/" + Things.Table, read),
            new("/desk/new-survey-table", "GET", "/desk/new-survey-table", run),
            new("/desk/new-survey-table", "POST", "/desk/new-survey-table", run, Fields: [("code", "la")]),
            new("/desk/new-survey", "GET", "/desk/new-survey", run),
            new("/desk/new-survey", "POST", "/desk/new-survey", run, Fields: [("code", "la"), ("questionnaire", "satisfaction@1")]),
            new("/desk/new-survey/raters.xlsx", "GET", "/desk/new-survey/raters.xlsx", run),
            new("/desk/survey-proposals/{id:guid}", "GET", "/desk/survey-proposals/{proposal}", read),
            new("/desk/survey-proposals/{id:guid}/form.xlsx", "GET", "/desk/survey-proposals/{proposal}/form.xlsx", read),
            .. new[] { "Approve", "Return", "Withdraw" }.Select(handler => new Cell("/desk/survey-proposals/{id:guid}", handler, "/desk/survey-proposals/{proposal}", run, Fields: [("reason", "Sửa")])),
            new(one, "GET", at, read),
            new(one, "Invite", at, run, Fields: [("address", "https://khaosat.example.vn")]),
            new(one, "Links", at, run, Fields: [("links", "id,unit,stratum,link")]),
            new(one, "Slips", at, run, Fields: [("links", "id,unit,stratum,link")]),
            new(one, "Kiosk", at, run, Fields: [("unit", "noivu"), ("place", "Quầy 3")]),
            new(one, "CloseKiosk", at, run, Fields: [("id", Things.Kiosk)]),
            new(one, "Close", at, run, Fields: [("reason", "Đủ phiếu")]),
            new(one + "/release", "GET", at + "/release", read),
            .. new[] { "Propose", "Approve", "Return", "Withdraw" }.Select(handler => new Cell(one + "/release", handler, at + "/release", run, Fields: [("reason", "Sửa"), ("id", Nobody)])),
            new(one + "/rates", "GET", at + "/rates", read),
            new(one + "/rates", "POST", at + "/rates", run),
            new(one + "/cleaning", "GET", at + "/cleaning", run),
            .. new[] { "Decide", "Undo", "Draw", "Rules" }.Select(handler => new Cell(one + "/cleaning", handler, at + "/cleaning", run, Fields: [("reason", "Đã xem"), ("decision", "Accepted"), ("seen", "0"), ("share", "5"), ("seed", "1"), ("near", "85"), ("compared", "10"), ("straight", "5"), ("complete", "50")])),
            new(one + "/cleaning/groups", "GET", at + "/cleaning/groups", run),
            new(one + "/cleaning/groups", "POST", at + "/cleaning/groups", run, Fields: [("reason", "Nhóm lại"), ("seen", "0"), ("count", "0")]),
            new(one + "/cleaning/groups", "Suggest", at + "/cleaning/groups", run, Fields: [("reason", "Trở lại"), ("seen", "0")]),
            new(one + "/cleaning/states", "GET", at + "/cleaning/states", run),
            new(one + "/cleaning/states", "POST", at + "/cleaning/states", run, Fields: [("reason", "Thêm tình trạng"), ("seen", "0"), ("count", "1"), ("vi1", "Chờ gọi lại"), ("as1", "Reask")]),
            .. new[] { "GET", "Decide", "Correct" }.Select(handler => new Cell(one + "/cleaning/{sign:length(32)}", handler, at + "/cleaning/" + new string('0', 32), Never)), // nobody has answered
            new(one + "/cleaning/{sign:length(32)}/pictures/{question}", "GET", "/desk/surveys/" + Things.Pictured + "/cleaning/{pictured}/pictures/photo", run),
            new(one + "/results/{unit?}", "GET", at + "/results", read),
            new(one + "/results/{unit?}", "Archive", at + "/results", run),
            new("/desk/survey-feeds/{survey}", "GET", "/desk/survey-feeds/hai-long-2026", [Act.FeedRound]),
            .. new[] { "Look", "Table", "Feed" }.Select(handler => new Cell("/desk/survey-feeds/{survey}", handler, "/desk/survey-feeds/hai-long-2026", [Act.FeedRound], Fields: [("seen", "x")])),
            new(one + "/results." + file, "GET", over + "/results.csv", read),
            new(one + "/results-about.csv", "GET", over + "/results-about.csv", read),
            .. new[] { "answers.csv", "answers.xlsx", "answers.sav", "answers.dta", "answers.about.csv", "texts.csv", "codebook.xml", "check.R" }.Select(name => new Cell($"{one}/{name}", "GET", $"{over}/{name}", run)),
            new(one + "/fieldwork." + file, "GET", at + "/fieldwork.csv", read),
            new(one + "/invitees.xlsx", "GET", at + "/invitees.xlsx", read),
        ];
    }
}
