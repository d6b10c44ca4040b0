using System.Net;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The appraiser's list of lines that have an explanation in the place of evidence.</summary>
public sealed class OnlyExplainedPageTests(OnlyExplainedPageTests.Pages pages) : IClassFixture<OnlyExplainedPageTests.Pages>
{
    private const string Block = $"/desk/{DemoPages.Round}/departments/review/{Stages.FirstReview}";

    [Fact]
    public async Task Lines_without_evidence_stand_in_a_list_of_their_own()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var text = WebUtility.HtmlDecode(await appraiser.TextAsync(Block));
        text.ShouldContain("Chỉ có giải trình: 1 dòng");
        text.ShouldContain($"href=\"{Block}/unit/noivu#{Pages.Bare}\"");
        text.ShouldContain("“vì sao”");
        (await appraiser.TextAsync($"{Block}/unit/noivu")).ShouldContain($"id=\"{Pages.Bare}\"");
    }

    public sealed class Pages : HandedInPages
    {
        /// <summary>A line the Department of Justice appraises.</summary>
        public const string Bare = "TC_XD_TD";

        protected override string EvidenceOf(CriteriaNode node) => node.Code.Value == Bare ? "" : base.EvidenceOf(node);
    }
}
