using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>A case about a figure of the agency's only appraiser, over HTTP: unit, agency, council and board read who decides it and why.</summary>
public sealed class CouncilCasePageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments";
    private const string Why = "không ai quyết định phản ánh về số liệu mình nạp";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_reads_that_the_council_decides_and_why()
    {
        await DisputedAsync();
        foreach (var (person, paths) in new (string, string[])[]
        {
            ("canbo", [DemoPages.Sheet, DemoPages.Sheet + "/TC", DemoPages.Sheet + "/TC/TC_XD_TD/figures"]),
            ("thamdinh", [Block + "/prefilled", Block + "/review/review1", Block + "/review/review1/TC_XD_TD", Block + "/review/review1/unit/noivu"]),
            ("thuky", [Block + "/council/noivu/TC_XD_TD"]),
        })
        {
            using var visitor = await pages.SignInAsync(person);
            foreach (var path in paths)
            {
                var shown = WebUtility.HtmlDecode(await visitor.TextAsync(path));
                shown.ShouldContain(Why, customMessage: path);
                shown.ShouldNotContain("name=\"dispute\"", customMessage: path);
            }
        }

        using var secretary = await pages.SignInAsync("thuky");
        WebUtility.HtmlDecode(await secretary.TextAsync(Block + "/council")).ShouldContain("Phản ánh về số liệu điền sẵn do Hội đồng quyết định");
        var board = WebUtility.HtmlDecode(await secretary.TextAsync("/desk/rounds/thu-2024"));
        board.ShouldContain("quyết định phản ánh số liệu ở 1 dòng");
    }

    /// <summary>A figure the only appraiser of the agency filled in, with a case, as they stand once the unit has handed in.</summary>
    private async Task DisputedAsync()
    {
        var appraiser = await pages.PersonAsync("thamdinh");
        await using var context = pages.Installation.Database.Open();
        var round = context.Rounds.Single(one => one.Code == DemoPages.Round).Id;
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        var figure = new PrefilledFigure
        {
            BlockId = context.Blocks.Single(one => one.RoundId == round && one.Code == "departments").Id, Unit = "noivu", Criterion = new("TC_XD_TD"), Letter = "a", Sequence = 1, Value = 4,
            Source = "Hệ thống quản lý văn bản", QueriedOn = new(2024, 1, 1), Reference = "", By = appraiser.FullName, Person = appraiser.Id, At = at,
        };
        context.AddRange(figure, new FigureDispute { FigureId = figure.Id, OwnValue = 5, Reason = "Sổ của đơn vị", OpenedBy = "thử", Person = Guid.Empty, OpenedAt = at });
        await context.SaveChangesAsync(Cancel);
    }
}
