using System.Net;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The list of units and the Chairman's signed decision leave a link in the trail when somebody takes them away, and only then.</summary>
public sealed class DownloadTrailTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_of_units_is_in_the_trail()
    {
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync("/desk/units.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadsAsync("units.exported")).ShouldBe(0);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync("/desk/units.csv")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await pages.ShouldTellReadAsync("units.exported", "units");
    }

    [Fact]
    public async Task The_signed_decision_is_in_the_trail()
    {
        const string Decision = "/desk/rounds/can-tho-2023/decision";
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.GetAsync(Decision)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it was frozen without one");
        (await ReadsAsync("decision.read")).ShouldBe(0);

        var signed = await pages.Installation.Files.MakeAsync(file => file.WriteAsync("%PDF-1.7 thử"u8.ToArray(), Cancel).AsTask(), Cancel);
        await using (var context = pages.Installation.Database.Open())
        {
            var round = context.Rounds.Single(one => one.Code == "can-tho-2023").Id;
            context.Approvals.Add(new() { RoundId = round, Number = "512/QĐ-UBND", DecidedOn = new(2024, 3, 1), FileHash = signed.Hash, FileName = "512.pdf", By = "thử", Person = Guid.Empty, At = DateTime.UnixEpoch });
            await context.SaveChangesAsync(Cancel);
        }

        (await (await auditor.GetAsync(Decision)).Content.ReadAsByteArrayAsync(Cancel)).ShouldBe("%PDF-1.7 thử"u8.ToArray());
        await pages.ShouldTellReadAsync("decision.read", "can-tho-2023");
    }

    private async Task<int> ReadsAsync(string what) => (await pages.Installation.Reads.SinceAsync(DateTime.UnixEpoch, Cancel)).Count(read => read.What == what);
}
