using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Parquet;
using Parquet.Schema;

namespace ChiSo.Application.Surveys;

/// <summary>Reads the columns a design names from a Parquet file, one column of one row group at a time.</summary>
/// <remarks>Numbers of every width, decimals and yes/no (1 and 0) are numbers; texts are labels, or numbers written with a point. A missing value and an empty text are no answer. Dates, bytes and lists are refused where a design names them.</remarks>
internal sealed class ParquetAnswers
{
    /// <summary>What one row group may hold: a column of it is in memory at a time.</summary>
    private const int MostRowsAGroup = 10_000_000;

    private const int MostRows = 50_000_000;

    private readonly Dictionary<string, List<double>> numbers;
    private readonly Dictionary<string, List<string>> labels;
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal); // one string for all rows with the same label
    private readonly List<Problem> problems = [];
    private readonly string file;

    private ParquetAnswers(string file, IEnumerable<string> numbers, IEnumerable<string> labels)
    {
        this.file = file;
        this.numbers = numbers.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new List<double>(), StringComparer.Ordinal);
        this.labels = labels.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new List<string>(), StringComparer.Ordinal);
    }

    public int Rows { get; private set; }

    public ImmutableArray<double> Numbers(string column) => [.. numbers[column]];

    public IEnumerable<string> Labels(string column) => labels[column];

    /// <summary>Whether a file begins as Parquet does, whatever it is called.</summary>
    public static bool Is(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> first = stackalloc byte[4];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual("PAR1"u8);
    }

    /// <summary>Names of the columns, in their order; of a file read as texts.</summary>
    public ImmutableArray<string> Columns { get; private init; } = [];

    /// <summary>Every column as text.</summary>
    /// <param name="mostCells">Of a file with more nothing is read.</param>
    public static async Task<Result<ParquetAnswers>> ReadTextsAsync(Stream stream, string name, long mostCells, CancellationToken cancel)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancel);
            ImmutableArray<string> columns = [.. reader.Schema.Fields.Select(field => field.Name)];
            var answers = new ParquetAnswers(name, [], columns) { Columns = columns };
            if (reader.RowGroups.Sum(group => (decimal)Math.Max(group.RowCount, 0)) * columns.Length > mostCells)
                return ImportProblems.TooManyCells(name, mostCells);
            await answers.ReadAsync(reader, cancel);
            return answers.problems.Count > 0 ? answers.problems.ToImmutableArray() : answers;
        }
        catch (Exception damaged) when (damaged is not OperationCanceledException) // as below
        {
            return Damaged(name, damaged);
        }
    }

    /// <param name="missing">The problems of columns the file lacks.</param>
    /// <returns>The columns, or every problem of columns and cells; a file that can't be read is one.</returns>
    public static async Task<Result<ParquetAnswers>> ReadAsync(string path, DesignFile design, Func<IEnumerable<string>, ImmutableArray<Problem>> missing, CancellationToken cancel)
    {
        var answers = new ParquetAnswers(Path.GetFileName(path), design.NumberColumns(), design.LabelColumns());
        try
        {
            await using var stream = File.OpenRead(path);
            await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancel);
            if (missing(reader.Schema.Fields.Select(field => field.Name)) is { IsEmpty: false } lacking)
                return lacking;
            await answers.ReadAsync(reader, cancel);
        }
        catch (Exception damaged) when (damaged is not OperationCanceledException) // the library throws whatever a wrong byte makes it meet
        {
            return Damaged(answers.file, damaged);
        }

        return answers.problems.Count > 0 ? answers.problems.ToImmutableArray() : answers;
    }

    private static Problem Damaged(string file, Exception damaged) =>
        new("survey.parquet-damaged", file, new($"Không đọc được tệp Parquet này: {damaged.Message}", $"The Parquet file can't be read: {damaged.Message}"), new("Xuất lại tệp từ chương trình đã tạo ra nó.", "Export it again from the program that made it."));

    private async Task ReadAsync(ParquetReader reader, CancellationToken cancel)
    {
        var groups = reader.RowGroups.Select(group => group.RowCount).ToArray();
        if (groups.Any(rows => rows is < 0 or > MostRowsAGroup) || groups.Sum() > MostRows)
        {
            problems.Add(new("survey.parquet-too-large", file, new($"Tệp có hơn {VietnameseNumbers.CountText(MostRows)} dòng, hoặc một nhóm dòng có hơn {VietnameseNumbers.CountText(MostRowsAGroup)}.", $"The file has more than {VietnameseNumbers.CountEnglish(MostRows)} rows, or a row group more than {VietnameseNumbers.CountEnglish(MostRowsAGroup)}."),
                new("Xuất với nhóm dòng nhỏ hơn, như 1 triệu dòng.", "Export with smaller row groups, such as a million rows.")));
            return;
        }

        var fields = reader.Schema.Fields.Where(field => numbers.ContainsKey(field.Name) || labels.ContainsKey(field.Name)).ToArray();
        problems.AddRange(fields.Where(field => !CanRead(field) && !IsCarried(field)).Select(field => NotReadable(field)));
        if (problems.Count > 0)
            return;
        for (var number = 0; number < groups.Length; number++)
        {
            using var group = reader.OpenRowGroupReader(number);
            foreach (var field in fields.Cast<DataField>())
                await TakeAsync(group, field, cancel);
            Rows += (int)group.RowCount;
        }
    }

    /// <summary>Dates are texts where every column is one; nothing is computed of them.</summary>
    private bool IsCarried(Field field) => numbers.Count == 0 && Columns.Length > 0 && field is DataField { IsArray: false } data && Type.GetTypeCode(data.ClrType) == TypeCode.DateTime;

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static bool CanRead(Field field) => field is DataField { IsArray: false } data
        && (IsText(data) || Type.GetTypeCode(data.ClrType) is TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal);

    private Task TakeAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancel) => Type.GetTypeCode(field.ClrType) switch
    {
        _ when IsText(field) => TakeTextsAsync(group, field, cancel),
        TypeCode.DateTime => TakeAsync<DateTime>(group, field, _ => 0, value => value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), cancel),
        TypeCode.Boolean => TakeAsync<bool>(group, field, value => value ? 1 : 0, value => value ? "1" : "0", cancel),
        TypeCode.SByte => TakeWholeAsync<sbyte>(group, field, value => value, cancel),
        TypeCode.Byte => TakeWholeAsync<byte>(group, field, value => value, cancel),
        TypeCode.Int16 => TakeWholeAsync<short>(group, field, value => value, cancel),
        TypeCode.UInt16 => TakeWholeAsync<ushort>(group, field, value => value, cancel),
        TypeCode.Int32 => TakeWholeAsync<int>(group, field, value => value, cancel),
        TypeCode.UInt32 => TakeWholeAsync<uint>(group, field, value => value, cancel),
        TypeCode.Int64 => TakeWholeAsync<long>(group, field, value => value, cancel),
        TypeCode.UInt64 => TakeWholeAsync<ulong>(group, field, value => value, cancel),
        TypeCode.Single => TakeAsync<float>(group, field, value => value, value => Text(value), cancel),
        TypeCode.Double => TakeAsync<double>(group, field, value => value, Text, cancel),
        _ => TakeAsync<decimal>(group, field, value => (double)value, value => Text((double)value), cancel),
    };

    private Task TakeWholeAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, double> number, CancellationToken cancel)
        where T : struct, IFormattable => TakeAsync(group, field, number, value => value.ToString(null, CultureInfo.InvariantCulture), cancel);

    private async Task TakeAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, double> number, Func<T, string> label, CancellationToken cancel)
        where T : struct
    {
        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), null, cancel);
        if (numbers.TryGetValue(field.Name, out var asNumbers))
            asNumbers.AddRange(values.Select(value => value is { } there && double.IsFinite(number(there)) ? number(there) : double.NaN));
        if (labels.TryGetValue(field.Name, out var asLabels))
            asLabels.AddRange(values.Select(value => value is { } there && double.IsFinite(number(there)) ? Kept(label(there)) : ""));
    }

    private async Task TakeTextsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancel)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory(), null, cancel);
        if (labels.TryGetValue(field.Name, out var asLabels))
            asLabels.AddRange(values.Select(value => Kept(value?.Trim() ?? "")));
        if (!numbers.TryGetValue(field.Name, out var asNumbers))
            return;
        foreach (var (row, value) in values.Index())
        {
            var text = value?.Trim() ?? "";
            var number = double.NaN;
            if (text is not ("" or "NA") && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number)))
                problems.Add(NoNumber($"row {(Rows + row + 1).ToString(CultureInfo.InvariantCulture)}:{field.Name}", text));
            asNumbers.Add(number);
        }
    }

    private string Kept(string label) => CollectionsMarshal.GetValueRefOrAddDefault(known, label, out _) ??= label;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private Problem NotReadable(Field field)
    {
        var kind = field is DataField data ? data.ClrType.Name : field.SchemaType.ToString();
        return new("survey.parquet-column", $"{file}:{field.Name}", new($"Cột này có kiểu {kind}, không phải số hay chữ.", $"This column is of the kind {kind}, neither numbers nor text."), new("Xuất cột này thành số hoặc chữ.", "Export the column as numbers or text."));
    }

    private static Problem NoNumber(string where, string text) =>
        new("survey.not-plain-number", where, new($"“{text}” không phải là số viết bằng chữ số và dấu chấm.", $"“{text}” is no number in digits with a point."), new("Sửa ô này; câu trả lời bằng chữ thì ghi mã của lựa chọn.", "Correct the cell; write the code of an option instead of its words."));
}
