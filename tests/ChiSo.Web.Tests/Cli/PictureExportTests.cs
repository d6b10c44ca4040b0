using ChiSo.Application.Publication;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey export --pictures</c>.</summary>
public sealed class PictureExportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-pictures-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Pictures_are_written_by_their_random_names_and_nothing_leads_to_an_answer()
    {
        var (answers, to) = (Path.Combine(folder, "answers.csv"), Path.Combine(folder, "anh"));
        using (var installation = new Installation(null, folder, TimeProvider.System))
        {
            (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
            var (_, pictures) = await SurveyPages.ClosePicturedAsync(installation, "anh-xuat");
            var run = await Run.OfAsync("survey", "export", "anh-xuat", "--to", answers, "--codebook", Path.Combine(folder, "answers.xml"), "--pictures", to, "--database", Path.Combine(folder, "chiso.db"));
            run.Code.ShouldBe(0, run.Error);
            run.Error.ShouldContain("Đã ghi 12 ảnh");
            Directory.GetFiles(to).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(pictures.Select(picture => $"photo-{picture.Name}").Order(StringComparer.Ordinal));
            foreach (var picture in pictures)
                (await File.ReadAllBytesAsync(Path.Combine(to, $"photo-{picture.Name}"), Cancel)).ShouldBe(picture.Content);
        }

        foreach (var file in (string[])[answers, Path.Combine(folder, "answers.xml")])
            (await File.ReadAllTextAsync(file, Cancel)).ShouldNotContain("photo", customMessage: "texts and pictures stand in no file of answers");
    }
}
