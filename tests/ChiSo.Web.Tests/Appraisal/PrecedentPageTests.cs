using System.Net;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Precedent notes over HTTP, without script.</summary>
public sealed partial class PrecedentPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";
    private const string Criterion = Block + "/TC_XD_TD";

    [Fact]
    public async Task A_note_is_written_shown_beside_the_line_and_withdrawn()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var refused = await appraiser.PostAsync(Criterion, Criterion + "?handler=Note", new() { ["facts"] = "Ban hành sau thời hạn", ["decision"] = "" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var text = await refused.Content.ReadAsStringAsync();
        text.ShouldContain("precedent.no-text");
        text.ShouldContain(">Ban hành sau thời hạn</textarea>", Case.Sensitive, "what was typed stays");

        var early = await appraiser.PostAsync(Criterion, Criterion + "?handler=Note", new() { ["facts"] = "Ban hành sau thời hạn", ["decision"] = "Không tính", ["unit"] = "noivu" });
        (await early.Content.ReadAsStringAsync()).ShouldContain("precedent.not-decided");
        (await appraiser.PostAsync(Criterion, Criterion + "?handler=Note", new() { ["facts"] = "Ban hành sau thời hạn", ["decision"] = "Không tính" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.TextAsync(Block + "/unit/noivu")).ShouldContain("Không tính", Case.Sensitive, "beside the line of each unit");

        using var auditor = await pages.SignInAsync("kiemtoan");
        var page = await auditor.TextAsync(Criterion);
        page.ShouldContain("Không tính");
        page.ShouldNotContain("handler=Note");
        (await auditor.TextAsync("/desk/thu-2024/departments/council/noivu/TC_XD_TD")).ShouldContain("Không tính", Case.Sensitive, "before the council too");
        (await auditor.PostAsync("/desk", Criterion + "?handler=Note", new() { ["facts"] = "x", ["decision"] = "y" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var leader = await pages.SignInAsync("chutri");
        var note = NoteId().Match(await leader.TextAsync(Criterion)).Groups["id"].Value;
        (await auditor.PostAsync("/desk", Criterion + "?handler=WithdrawNote", new() { ["note"] = note })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await leader.PostAsync(Criterion, Criterion + "?handler=WithdrawNote", new() { ["note"] = note })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.PostAsync(Criterion, Criterion + "?handler=WithdrawNote", new() { ["note"] = note })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a double click");
        (await appraiser.TextAsync(Criterion)).ShouldContain("Đã rút: ");
        (await appraiser.TextAsync(Block + "/unit/noivu")).ShouldNotContain("Không tính");
    }

    [GeneratedRegex("name=\"note\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoteId();
}
