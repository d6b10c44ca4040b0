using System.Text;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>What is refused around the appraisal: no such round, nothing chosen, nobody to confirm, and everything once results are frozen.</summary>
public sealed class ClosedAppraisalTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_refusal_has_its_reason()
    {
        using var made = await PrefilledRound.NewAsync(Kind.Sqlite, postgres);
        var (round, installation) = (made.Round, made.Round.Installation);
        var cell = new Assign(OpenRound.Block, new(PrefilledRound.Line), [], "taichinh");
        (await CodesAsync(installation.Appraisers.AssignAsync("khong-co", cell, "Công văn số 12", made.Office, Cancel))).ShouldBe(["appraisers.no-round"]);
        (await installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Missing().Select(problem => problem.Code).ShouldContain("appraisers.no-leader");
        (await CodesAsync(installation.ReviewWork.AcceptAsync(ReviewedRound.Part, [], made.Appraiser, Cancel))).ShouldBe(["review.nothing-chosen"]);

        await round.FreezeAsync();
        (await CodesAsync(installation.Appraisers.AssignAsync(OpenRound.Code, cell, "Công văn số 12", made.Office, Cancel))).ShouldBe(["appraisers.frozen"]);
        (await CodesAsync(installation.GuidanceDesk.AskAsync(OpenRound.Code, OpenRound.Unit, new(PrefilledRound.Line), "Tính cả văn bản mật không?", round.Officer, Cancel))).ShouldBe(["guidance.frozen"]);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(PrefilledRound.File));
        (await CodesAsync(made.Loading.LayInAsync(OpenRound.Code, OpenRound.Block, content, "so-lieu.csv", made.Office, Cancel))).ShouldBe(["prefill.closed"]);
    }

    private static async Task<string[]> CodesAsync<T>(Task<Result<T>> act) => [.. (await act).Problems.Select(problem => problem.Code)];
}
