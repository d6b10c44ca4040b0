using System.CommandLine;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>The options every command understands.</summary>
internal sealed class SharedOptions
{
    /// <summary>The variable that names the database when no option does.</summary>
    public const string DatabaseVariable = "CHISO_DATABASE";

    private readonly Streams streams;
    private readonly Option<bool> json;
    private readonly Option<string> lang;
    private readonly Option<string?> database;

    public SharedOptions(Streams streams, Language language)
    {
        this.streams = streams;
        Language = language;
        json = new("--json") { Description = Say(new("In kết quả thành một tài liệu JSON (số dạng quốc tế).", "Print the result as one JSON document (invariant numbers).")), Recursive = true };
        lang = new("--lang") { HelpName = "vi|en", Description = Say(new("Ngôn ngữ; mặc định vi.", "Language; vi by default.")), Recursive = true, DefaultValueFactory = _ => "vi" };
        lang.AcceptOnlyFromAmong("vi", "en");
        database = new("--database")
        {
            HelpName = Say(new("KẾT_NỐI", "CONNECTION")),
            Description = Say(new(
                $"Chuỗi kết nối SQLite hoặc PostgreSQL; mặc định lấy từ biến {DatabaseVariable}, nếu không có thì dùng tệp SQLite trong ./chiso-data.",
                $"Connection to SQLite or PostgreSQL; by default the variable {DatabaseVariable}, else a SQLite file in ./chiso-data.")),
            Recursive = true,
        };
    }

    public Language Language { get; }

    public void AddTo(Command root)
    {
        root.Options.Add(json);
        root.Options.Add(lang);
        root.Options.Add(database);
    }

    public string Say(Words words) => words.In(Language);

    public Screen ScreenOf(ParseResult parsed) => new(streams, Language, parsed.GetValue(json));

    /// <summary>The connection that was named, by option or variable; <c>null</c> for the SQLite file in ./chiso-data.</summary>
    public string? DatabaseOf(ParseResult parsed) =>
        parsed.GetValue(database) is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } variable ? variable
        : null;

    public Argument<string> Argument(Words name, Words description) => new(Say(name)) { Description = Say(description) };

    public Argument<string?> OptionalArgument(Words name, Words description) =>
        new(Say(name)) { Description = Say(description), Arity = ArgumentArity.ZeroOrOne };

    public Option<string?> Option(string name, Words value, Words description) => new(name) { HelpName = Say(value), Description = Say(description) };

    public Option<bool> Switch(string name, Words description) => new(name) { Description = Say(description) };
}
