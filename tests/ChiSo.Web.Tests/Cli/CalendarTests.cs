using System.Text.Json;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>chiso calendar: the dates of a round out to a file and in from one.</summary>
public sealed class CalendarTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-calendar-").FullName;

    private string File => Path.Combine(folder, "calendar.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Dates_come_back_as_they_were_set()
    {
        await ImportAsync();
        (await Chiso("calendar", "can-tho-2023")).Out.ShouldContain("chưa có lịch");
        await WriteAsync("stage,opens,closes\nreview1,01/02/2027 08:00,28/02/2027\nself,2027-01-04,31/01/2027 17:00\n");

        var set = await Chiso("calendar", "can-tho-2023", "--set", File, "--json");

        set.Code.ShouldBe(0);
        using var document = JsonDocument.Parse(set.Out);
        document.RootElement.GetProperty("stages").EnumerateArray().Select(stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("opens").GetDateTime(), stage.GetProperty("closes").GetDateTime()))
            .ShouldBe([("self", Utc("2027-01-03T17:00:00Z"), Utc("2027-01-31T10:00:00Z")), ("review1", Utc("2027-02-01T01:00:00Z"), Utc("2027-02-28T17:00:00Z"))], ignoreOrder: true);
        var again = Path.Combine(folder, "again.csv");
        (await Chiso("calendar", "can-tho-2023", "--to", again)).Code.ShouldBe(0);
        (await System.IO.File.ReadAllTextAsync(again, TestContext.Current.CancellationToken)).ShouldBe("stage,opens,closes\nself,04/01/2027 00:00,31/01/2027 17:00\nreview1,01/02/2027 08:00,01/03/2027 00:00\n");
        var settled = await Chiso("calendar", "can-tho-2023", "--set", again);
        settled.Out.ShouldContain("04/01/2027 00:00");
        settled.Error.ShouldContain("Tự đánh giá đóng vào 31/01/2027, không phải ngày làm việc.");
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_its_place_and_nothing_is_set()
    {
        await ImportAsync();
        await WriteAsync("stage,opens,closes\nself,04/01/2027,03/01/2027\nreview9,04/01/2027,05/01/2027\nself,mai,\n");

        var run = await Chiso("calendar", "can-tho-2023", "--set", File);

        run.Code.ShouldBe(1);
        foreach (var told in new[] { "calendar.csv:2:closes (calendar.order)", "calendar.csv:3:stage (calendar.unknown-stage)", "calendar.csv:4:opens (calendar.not-a-time)", "calendar.csv:4:closes (table.missing-value)" })
            run.Error.ShouldContain(told);
        (await Chiso("calendar", "can-tho-2023")).Out.ShouldContain("chưa có lịch");
        await WriteAsync("stage,opens,closes\nself,04/01/2027,31/01/2027\nreview1,01/02/2027,28/02/2027\nreview2,01/03/2027,31/03/2027\nexplanation,20/03/2027,02/04/2027\nself,04/01/2027,31/01/2027\n");
        (await Chiso("calendar", "can-tho-2023", "--set", File)).Error.ShouldContain("calendar.csv:6:stage (calendar.stage-twice)");
        await WriteAsync("stage,opens,closes\nreview2,01/03/2027,31/03/2027\nexplanation,20/03/2027,02/04/2027\n");
        (await Chiso("calendar", "can-tho-2023", "--set", File)).Error.ShouldContain("calendar.csv:2:opens (calendar.stage-order)");
        (await Chiso("calendar", "khong-co")).Code.ShouldBe(4);
        (await Chiso("calendar", "can-tho-2023", "--set", Path.Combine(folder, "khong-co.csv"))).Code.ShouldBe(4);
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);

    private Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

    private async Task ImportAsync() => (await Chiso("import", Repository.PathOf("samples/can-tho-2023"))).Code.ShouldBe(0);

    private Task<Run> Chiso(params string[] command) => Run.OfAsync([.. command, "--database", Path.Combine(folder, "chiso.db")]);
}
