using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Last year's entry and evidence on the sheet, over HTTP, without script.</summary>
public sealed class LastYearPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Line = DemoPages.Sheet + "/TC/TC_XD_TD";

    [Fact]
    public async Task Last_year_stands_beside_the_line_and_its_evidence_is_used_again_with_one_button()
    {
        var cancel = TestContext.Current.CancellationToken;
        var evidence = await pages.Installation.Database.WriteAsync(async context =>
        {
            var block = await context.Blocks.Where(one => one.Code == "departments").Join(context.Rounds.Where(one => one.Code == "can-tho-2023"), one => one.RoundId, one => one.Id, (one, _) => one.Id).SingleAsync(cancel);
            var row = new Evidence
            {
                BlockId = block, Unit = "noivu", Criterion = new("TC_XD_TD"), Stage = Stages.Self, FileHash = "", FileName = "", FileLength = 0, MediaType = "", Number = "12/BC-SNV", IssuedOn = new(2023, 6, 1),
                Issuer = "Sở Nội vụ", Abstract = "Báo cáo", Place = "", By = "năm trước", Person = Guid.Empty, AddedAt = DateTime.UnixEpoch,
            };
            context.Evidence.Add(row);
            await context.SaveChangesAsync(cancel);
            return row;
        }, cancel);
        using var officer = await pages.SignInAsync("canbo");
        var field = await officer.TextAsync(DemoPages.Sheet + "/TC");
        field.ShouldContain("Kỳ trước:");
        field.ShouldContain("12/BC-SNV");
        field.ShouldContain($"href=\"{Line}#last\"");

        (await officer.PostAsync(Line, Line + "?handler=Reuse", new() { ["id"] = $"{Guid.NewGuid()}" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PostAsync(Line, Line + "?handler=Reuse", new() { ["id"] = $"{evidence.Id}" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(Line)).ShouldContain("Tài liệu đã có: 1");
        var sheet = await officer.TextAsync(DemoPages.Sheet);
        foreach (var told in new[] { "sheet.evidence-outside", "sheet.evidence-seen-before", "Tài liệu kiểm chứng đã dùng ở kỳ trước." })
            sheet.ShouldContain(told);
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.TextAsync(Line)).ShouldNotContain("Dùng lại<");
        (await auditor.PostAsync(Line, Line + "?handler=Reuse", new() { ["id"] = $"{evidence.Id}" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
