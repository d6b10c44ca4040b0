
namespace ChiSo.Web.Tests.Cli;

/// <summary>Mistakes in the command line are told in words, with exit code 2 and nothing on the output.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("compte", "Không có lệnh hay tham số \"compte\".")]
    [InlineData("compute", "Thiếu tham số THƯ-MỤC|TỆP.")]
    [InlineData("compute x --foo", "Không có lệnh hay tham số \"--foo\".")]
    [InlineData("compute x --out", "Tùy chọn --out cần một giá trị.")]
    [InlineData("compute x --lang fr", "Tùy chọn --lang không nhận giá trị \"fr\".")]
    [InlineData("compute --lang en", "FOLDER|FILE is missing.")]
    [InlineData("explain x", "Thiếu tham số ĐƠN-VỊ.")]
    [InlineData("export x", "Thiếu tùy chọn --to.")]
    [InlineData("audit", "Thiếu tên lệnh.")]
    [InlineData("audit export --lang en", "Option --to is missing.")]
    public async Task Mistakes_in_the_call_are_named(string call, string message)
    {
        var run = await Run.OfAsync(call.Split(' '));
        run.Code.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain(message);
        run.Error.ShouldContain("cli.usage");
        run.Error.ShouldContain("--help");
    }

    [Fact]
    public async Task With_json_a_mistake_is_a_document_too()
    {
        var run = await Run.OfAsync("compute", "--json");
        run.Code.ShouldBe(2);
        using var document = System.Text.Json.JsonDocument.Parse(run.Out);
        document.RootElement.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("cli.usage");
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown()
    {
        var run = await Run.OfAsync();
        run.Code.ShouldBe(0);
        run.Out.ShouldContain("Cách gọi");
        run.Out.ShouldContain("chiso compute samples/can-tho-2023 --out out/");
    }

    [Fact]
    public async Task Version_is_printed_alone()
    {
        var run = await Run.OfAsync("--version");
        run.Code.ShouldBe(0);
        run.Out.Trim().ShouldMatch(@"^\d+\.\d+\.\d+\S*$");
    }
}
