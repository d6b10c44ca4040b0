
namespace ChiSo.Web.Tests.House;

/// <summary>Habits of <c>docs/style.md</c> that a program can hold.</summary>
public sealed class SourceTests
{
    private const int MostLines = 400;

    private static readonly string[] Code = [".cs", ".cshtml", ".scss", ".js", ".mjs"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Sources().Where(file => Repository.Read(file).Count(letter => letter == '\n') > MostLines).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_drawer_for_everything()
    {
        string[] drawers = ["Common", "Utils", "Util", "Helpers", "Managers", "Misc"];
        Sources().Where(file => file.Split('/')[..^1].Intersect(drawers).Any()).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:"];
        Sources().Where(file => marks.Any(mark => Repository.Read(file).Contains(mark, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() => new[] { "src", "tests", "bench" }.SelectMany(folder => Repository.Files(folder, Code));
}
