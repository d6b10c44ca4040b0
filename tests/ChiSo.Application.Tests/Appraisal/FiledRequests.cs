using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A passed list, and what people do with requests for review of one line of it.</summary>
internal static class FiledRequests
{
    public const string Line = "TC_XD_TD";

    public static CouncilPlace Place { get; } = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, new(Line));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="laidIn">Lines to which the unit lays a file in while it explains.</param>
    public static async Task<BeforeCouncil> PassedAsync(Kind kind, PostgresServer postgres, params string[] laidIn)
    {
        var reviewed = await ReviewedRound.AppraisedAsync(kind, postgres);
        foreach (var line in laidIn)
        {
            await using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("%PDF-1.7 " + line));
            OpenRound.Must(await reviewed.Round.Installation.Evidence.AddAsync(new(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(line)), "Báo cáo.pdf", "", null, "", "", "", SaysNotSecret: true), file, reviewed.Round.Officer, Cancel));
        }

        var made = await BeforeCouncil.NewAsync(reviewed);
        var meeting = await made.MeetAsync("An", "Bình", "Chi");
        OpenRound.Must(await made.DecideAsync(Line, "a=3;b=5", meeting, new(3, 0, 0)));
        OpenRound.Must(await made.AdoptRestAsync(meeting));
        OpenRound.Must(await made.PassAsync(meeting));
        return made;
    }

    public static ReviewRequests Requests(BeforeCouncil made) => made.Reviewed.Round.Installation.Requests;

    public static RequestAddress Address(ReviewRequest request) => new(OpenRound.Code, OpenRound.Block, request.Id, request.Version);

    public static async Task<RequestDesk> DeskAsync(BeforeCouncil made) => (await Requests(made).ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();

    public static async Task<RequestCase> CaseAsync(BeforeCouncil made, ReviewRequest request) => (await DeskAsync(made)).Case(request.Id).ShouldNotBeNull();

    public static Task<Result<ReviewRequest>> FileAsync(BeforeCouncil made, string entry, Person? person = null, string grounds = "Tờ trình số 12", string line = Line) =>
        Requests(made).FileAsync(Place with { Criterion = new(line) }, new(entry, grounds, "Công văn số 3"), person ?? made.Reviewed.Round.Leader, DecimalMark.Comma, Cancel);

    /// <param name="panel">The member of the council where nobody is named.</param>
    public static AdmitRequest Admission(BeforeCouncil made, params Guid[] panel) =>
        new("Có tài liệu mới", panel.Length == 0 ? [made.Member.Id] : [.. panel], DateOnly.FromDateTime(made.Reviewed.Round.Clock.Now.UtcDateTime).AddDays(10));

    public static async Task<ReviewRequest> AdmittedAsync(BeforeCouncil made, params Guid[] panel) =>
        OpenRound.Must(await Requests(made).AdmitAsync(Address(OpenRound.Must(await FileAsync(made, "a=5;b=5"))), Admission(made, panel), made.Secretary, Cancel));

    /// <summary>Somebody on the panel would refuse it.</summary>
    public static Task<Result<RequestOpinion>> AdviseAsync(BeforeCouncil made, ReviewRequest request, Person? person = null, RequestVerdict verdict = RequestVerdict.Rejected, string entry = "", string reason = "Giữ nguyên") =>
        made.Reviewed.Round.Installation.RequestPanels.ProposeAsync(Address(request), new(verdict, entry, reason), person ?? made.Member, DecimalMark.Comma, Cancel);

    public static async Task<ReviewRequest> AdvisedAsync(BeforeCouncil made)
    {
        var admitted = await AdmittedAsync(made);
        OpenRound.Must(await AdviseAsync(made, admitted));
        return admitted;
    }

    /// <summary>The secretary concludes on everything that lies there.</summary>
    /// <param name="entry">Empty to keep what stands.</param>
    public static async Task<Result<ReviewRequest>> ConcludeAsync(BeforeCouncil made, ReviewRequest request, string entry = "") =>
        await Requests(made).ConcludeAsync(Address(request), new(Grants: entry.Length > 0, entry, "Kết luận của Hội đồng", (await CaseAsync(made, request)).Laid), made.Secretary, DecimalMark.Comma, Cancel);

    public static async Task<IEnumerable<string>> BlockersAsync(BeforeCouncil made) =>
        (await made.Reviewed.Round.Installation.Freezing.FreezeAsync(OpenRound.Code, made.Reviewed.Round.By(Guid.Empty), Cancel)).Problems.Select(problem => problem.Code);
}
