using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.Database;
using ChiSo.Application.Desk;
using ChiSo.Application.Jobs;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Kiosks;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>One of each thing that has an address of its own, so that whoever may not touch it is refused for that and not because it is missing. All are about the first unit.</summary>
internal static partial class Things
{
    public const string Closed = "da-dong";
    public const string Pictured = "co-anh";

    public const string Ask = "00000000-0000-7000-8000-000000000001";
    public const string Check = "00000000-0000-7000-8000-000000000002";
    public const string Note = "00000000-0000-7000-8000-000000000003";
    public const string Aside = "00000000-0000-7000-8000-000000000004";
    public const string ReviewAside = "00000000-0000-7000-8000-000000000005";
    public const string Signed = "00000000-0000-7000-8000-000000000006";
    public const string Meeting = "00000000-0000-7000-8000-000000000007";
    public const string Paper = "00000000-0000-7000-8000-000000000008";
    public const string Request = "00000000-0000-7000-8000-000000000009";
    public const string NotApplicable = "00000000-0000-7000-8000-000000000010";
    public const string Question = "00000000-0000-7000-8000-000000000011";
    public const string Dates = "00000000-0000-7000-8000-000000000012";
    public const string Extension = "00000000-0000-7000-8000-000000000013";
    public const string Pause = "00000000-0000-7000-8000-000000000014";
    public const string RunningPause = "00000000-0000-7000-8000-000000000015";
    public const string Reminder = "00000000-0000-7000-8000-000000000016";
    public const string Message = "00000000-0000-7000-8000-000000000017";
    public const string Job = "00000000-0000-7000-8000-000000000018";
    public const string Reorganisation = "00000000-0000-7000-8000-000000000019";
    public const string RoundFile = "00000000-0000-7000-8000-000000000020";
    public const string Figures = "00000000-0000-7000-8000-000000000021";
    public const string PrefilledFile = "00000000-0000-7000-8000-000000000028";
    public const string LookedAt = "00000000-0000-7000-8000-000000000023";
    public const string RequestFile = "00000000-0000-7000-8000-000000000024";
    public const string Override = "00000000-0000-7000-8000-000000000025";
    public const string Prefilled = "00000000-0000-7000-8000-000000000026";
    public const string Dispute = "00000000-0000-7000-8000-000000000027";
    public const string Kiosk = "00000000-0000-7000-8000-000000000022";

    /// <summary>The one person on the panel of <see cref="LookedAt"/>.</summary>
    public const string Panelist = "Tổ giúp việc Hội đồng (thử)";

    /// <summary>The block whose list the council has passed.</summary>
    public const string PassedBlock = "districts";

    private const string Unit = "noivu";

    private static readonly CriterionCode Line = new(Cells.Line);
    private static readonly DateTime At = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Far = new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="made">Receives what is only known once it was made, by the name cells have for it.</param>
    public static async Task MakeAsync(DemoPages pages, Dictionary<string, string> made)
    {
        var file = await pages.Installation.Files.MakeAsync(to => to.WriteAsync("%PDF-1.7 thử"u8.ToArray(), Cancel).AsTask(), Cancel);
        var (office, appraiser) = (await pages.PersonAsync("thuongtruc"), await pages.PersonAsync("thamdinh"));
        await using (var context = pages.Installation.Database.Open())
        {
            var round = context.Rounds.Single(one => one.Code == DemoPages.Round).Id;
            var block = context.Blocks.Single(one => one.RoundId == round && one.Code == "departments").Id;
            var frozen = context.Rounds.Single(one => one.Code == "can-tho-2023").Id;
            var last = context.Blocks.Single(one => one.RoundId == frozen && one.Code == "departments").Id;
            (made["last"], made["others"]) = ($"{OfLastYear(context, last, Unit):D}", $"{OfLastYear(context, last, "tuphap"):D}");
            context.Add(new Approval { RoundId = frozen, Number = "512/QĐ-UBND", DecidedOn = new(2024, 3, 1), FileHash = file.Hash, FileName = "512.pdf", By = "thử", Person = Guid.Empty, At = At });
            OfSheets(context, block, file.Hash);
            OfAppraisal(context, block, file.Hash, appraiser, office);
            OfCouncil(context, round, block, file.Hash);
            context.Add(new CouncilPass { BlockId = context.Blocks.Single(one => one.RoundId == round && one.Code == PassedBlock).Id, MeetingId = new(Meeting), By = "thử", At = At });
            OfPanel(context, block, file, await pages.PersonAsync("togiup"), office);
            OfRound(context, round, file.Hash, office);
            OfInstallation(context, await pages.Installation.JobFiles.MakeAsync(to => to.WriteAsync("%PDF-1.7 thử"u8.ToArray(), Cancel).AsTask(), Cancel), office);
            await context.SaveChangesAsync(Cancel);
        }

        await SampleAsync(pages);
        await OfSurveysAsync(pages, made);
    }

    /// <summary>A document cited on the line a year before.</summary>
    private static Guid OfLastYear(ChiSoContext context, Guid block, string unit) => context.Add(new Evidence
    {
        BlockId = block, Unit = unit, Criterion = Line, Stage = Stages.Self, FileHash = "", FileName = "", FileLength = 0, MediaType = "", Number = "12/BC-SNV", IssuedOn = new(2023, 6, 1),
        Issuer = "Sở Nội vụ", Abstract = "Báo cáo năm trước", Place = "", By = "thử", Person = Guid.Empty, AddedAt = At,
    }).Entity.Id;

    private static void OfSheets(ChiSoContext context, Guid block, string file)
    {
        foreach (var (id, stage) in new[] { (Aside, Stages.Self), (ReviewAside, Stages.FirstReview) })
            context.Add(new SetAside { Id = new(id), BlockId = block, Unit = Unit, Criterion = Line, Stage = stage, Seen = 0, Entry = "", Reason = "bản thua", Evidence = "", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new Ask { Id = new(Ask), BlockId = block, Unit = Unit, Criterion = Line, Stage = Stages.FirstReview, Kind = AskKind.Clarify, Text = "Làm rõ", By = "thử", Person = Guid.Empty, AskedAt = At });
        context.Add(new PrefilledFigure { Id = new(Prefilled), BlockId = block, Unit = Unit, Criterion = Line, Letter = "a", Sequence = 1, Value = 4, Source = "Hệ thống thử", QueriedOn = new(2024, 1, 2), Reference = "", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new FigureDispute { Id = new(Dispute), FigureId = new(Prefilled), OwnValue = 5, Reason = "Sổ của đơn vị", OpenedBy = "thử", Person = Guid.Empty, OpenedAt = At });
        context.Add(new SignedSheet { Id = new(Signed), BlockId = block, Unit = Unit, Stage = Stages.Self, Number = "1/BC", SignedOn = new(2024, 1, 2), FileHash = file, FileName = "ky.pdf", SheetCode = "x", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new NotApplicableRequest { Id = new(NotApplicable), BlockId = block, Unit = Unit, Node = Line, Ground = "Không có", AskedBy = "thử", Person = Guid.Empty, AskedAt = At });
        context.Add(new CriterionQuestion { Id = new(Question), Round = DemoPages.Round, Criterion = Line, Unit = Unit, Text = "Hỏi", By = "thử", Person = Guid.Empty, AskedAt = At });
    }

    private static void OfAppraisal(ChiSoContext context, Guid block, string file, Person appraiser, Person office)
    {
        context.Add(new SiteCheck { Id = new(Check), BlockId = block, Unit = Unit, Criterion = Line, Stage = Stages.FirstReview, Kind = SiteCheckKind.OnSite, On = new(2024, 1, 2), Place = "Trụ sở", Minutes = "BB 1", FileHash = file, FileName = "bb.pdf", MediaType = "application/pdf", By = appraiser.FullName, Person = appraiser.Id, At = At });
        context.Add(new PrecedentNote { Id = new(Note), BlockId = block, Criterion = Line, Stage = Stages.FirstReview, Agency = "tuphap", Unit = Unit, Facts = "Nộp muộn", Decision = "Không tính", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new FigureUpload { Id = new(Figures), Round = DemoPages.Round, BlockId = block, Block = "departments", Stage = Stages.FirstReview, FileName = "so-lieu.xlsx", Hash = file, By = appraiser.Id, At = At });
        context.Add(new FigureUpload { Id = new(PrefilledFile), Round = DemoPages.Round, BlockId = block, Block = "departments", Stage = Stages.Self, FileName = "dien-san.xlsx", Hash = file, By = office.Id, At = At });
    }

    private static void OfCouncil(ChiSoContext context, Guid round, Guid block, string file)
    {
        context.Add(new CouncilMeeting { Id = new(Meeting), RoundId = round, HeldOn = new(2024, 1, 2), InWriting = false, Members = 5, Attendance = "An\nBình\nChi", Minutes = "BB 2", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new CouncilPaper { Id = new(Paper), MeetingId = new(Meeting), Kind = PaperKind.Ballots, FileHash = file, FileName = "phieu.pdf", By = "thử", Person = Guid.Empty, At = At });
        var asked = context.Positions.First(one => one.BlockId == block && one.Criterion == Line && one.Stage == Stages.Self).Entry;
        context.Add(new ReviewRequest { Id = new(Request), BlockId = block, Unit = Unit, Criterion = Line, Grounds = "Văn bản số 5", Asked = asked, NewEvidence = "", FiledBy = "thử", Person = Guid.Empty, FiledAt = At });
    }

    /// <summary>A request that is looked at, with a file, and with a proposal not to wait for it.</summary>
    private static void OfPanel(ChiSoContext context, Guid block, Application.Files.StoredFile file, Person panelist, Person office)
    {
        var line = new CriterionCode("TC_XD_QT");
        var asked = context.Positions.First(one => one.BlockId == block && one.Criterion == line && one.Stage == Stages.Self).Entry;
        var request = context.Add(new ReviewRequest { Id = new(LookedAt), BlockId = block, Unit = Unit, Criterion = line, Grounds = "Văn bản số 6", Asked = asked, NewEvidence = "", FiledBy = "thử", Person = Guid.Empty, FiledAt = At });
        (request.Property(one => one.State).CurrentValue, request.Property(one => one.Due).CurrentValue) = (RequestState.Admitted, new DateOnly(2099, 1, 1));
        context.Add(new RequestPanelist { RequestId = new(LookedAt), Account = panelist.Id });
        context.Add(new RequestFile { Id = new(RequestFile), RequestId = new(LookedAt), HearingId = null, FileHash = file.Hash, FileName = "moi.pdf", FileLength = file.Length, MediaType = "application/pdf", By = "thử", Person = Guid.Empty, At = At });
        context.Add(new RequestOverride { Id = new(Override), RequestId = new(LookedAt), Ground = "Không thể chờ", ProposedBy = office.Id, ProposedAt = At });
    }

    private static void OfRound(ChiSoContext context, Guid round, string file, Person office)
    {
        context.Add(new DateChange { Id = new(Dates), RoundId = round, Stage = Stages.Self, Opens = null, Closes = Far, OpenedBefore = null, ClosedBefore = At, Ground = "Công văn", ProposedBy = office.Id, ProposedAt = At });
        context.Add(new Extension { Id = new(Extension), RoundId = round, Unit = Unit, Stage = Stages.Self, Until = Far, Ground = "Công văn", ProposedBy = office.Id, ProposedAt = At });
        context.Add(new Pause { Id = new(Pause), RoundId = round, Stage = Stages.Self, From = Far, Until = Far.AddDays(1), Ground = "Công văn", ProposedBy = office.Id, ProposedAt = At });
        var running = context.Add(new Pause { Id = new(RunningPause), RoundId = round, Stage = Stages.SecondReview, From = Far, Until = Far.AddDays(9), Ground = "Công văn", ProposedBy = office.Id, ProposedAt = At });
        (running.Property(one => one.ApprovedBy).CurrentValue, running.Property(one => one.ApprovedAt).CurrentValue) = (Guid.NewGuid(), At);
        context.Add(new Reminder { Id = new(Reminder), RoundId = round, Stage = Stages.Self, Text = "Đề nghị nộp", Units = $"[\"{Unit}\"]", DraftedBy = office.Id, DraftedAt = At });
        context.Add(new RoundUpload { Id = new(RoundFile), FileName = "ky.xlsx", Hash = file, Round = Cells.Prepared, By = office.Id, At = At });
    }

    private static void OfInstallation(ChiSoContext context, Application.Files.StoredFile file, Person office)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime; // results of jobs are kept for days
        var message = context.Add(new OutgoingMessage { Id = new(Message), Key = "thử", Channel = ChannelKind.Mail, About = "thử", Account = office.Id, Name = office.FullName, To = "thu@example.vn", Subject = "Thử", Text = "Thử", QueuedAt = At, DueAt = At });
        message.Property(one => one.State).CurrentValue = MessageState.Failed;
        var job = context.Add(new Job { Id = new(Job), Key = "thử", Kind = "round-export", Input = "{}", About = DemoPages.Round, By = office.Id, Mandate = office.Mandates[0].Id, AskedAt = now });
        (job.Property(one => one.StartedAt).CurrentValue, job.Property(one => one.EndedAt).CurrentValue) = (now, now);
        job.Property(one => one.State).CurrentValue = JobState.Done;
        (job.Property(one => one.ResultHash).CurrentValue, job.Property(one => one.ResultName).CurrentValue, job.Property(one => one.ResultType).CurrentValue, job.Property(one => one.ResultLength).CurrentValue) = (file.Hash, "ky.pdf", "application/pdf", file.Length);
        context.Add(new ReorganisationDraft { Id = new(Reorganisation), On = new(2099, 7, 1), DraftedBy = office.Id, DraftedAt = At });
    }

    /// <summary>A machine, a frame and a sample of the survey that is open.</summary>
    private static async Task SampleAsync(DemoPages pages)
    {
        var live = (await pages.Installation.Surveys.FindAsync(Cells.FieldSurvey, Cancel)).ShouldNotBeNull();
        await using (var context = pages.Installation.Database.Open())
        {
            context.Add(new Kiosk { Id = new(Kiosk), SurveyId = live.Id, Unit = Unit, Place = "Quầy 3", KeyHash = "x", OpenedAt = At });
            await context.SaveChangesAsync(Cancel);
        }

        using var list = new MemoryStream(Encoding.UTF8.GetBytes("dossier,unit,person,finished\n" + string.Concat(Enumerable.Range(1, 300).Select(number => string.Create(CultureInfo.InvariantCulture, $"H{number},{Unit},C{number},15/03/2026\n")))));
        var manager = await pages.PersonAsync("khaosat");
        (await pages.Installation.SurveySampling.KeepServedAsync(Cells.FieldSurvey, [DossierFile.Read(list, "h.csv", live.Declaration)], "01/01/2026", "30/06/2026", manager, Cancel)).Problems.ShouldBeEmpty();
        using var visitor = await pages.SignInAsync("khaosat");
        const string at = $"/desk/surveys/{Cells.FieldSurvey}/sample";
        var frame = Regex.Match(WebUtility.HtmlDecode(await visitor.TextAsync(at)), "name=\"frame\" value=\"(?<hash>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["hash"].Value;
        (await visitor.PostAsync(at, at + "?handler=Draw", new() { ["frame"] = frame, ["size"] = "total", ["total"] = "50", ["seed"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
