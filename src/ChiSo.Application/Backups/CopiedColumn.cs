using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChiSo.Application.Backups;

/// <summary>A column that both kinds of database have, and how a value of one becomes the value of the other.</summary>
/// <param name="Name">The same in both.</param>
/// <param name="Read">The value of the row the reader stands on, as the reading side's driver gives it.</param>
/// <param name="Turn">That value as the writing side's driver takes it.</param>
/// <param name="Parameter">A parameter of the writing side, without a value, that knows the column's type.</param>
internal sealed record CopiedColumn(string Name, Func<DbDataReader, int, object> Read, Func<object, object> Turn, Func<DbCommand, DbParameter> Parameter)
{
    /// <summary>A column of the model; the mapper knows both forms.</summary>
    public static CopiedColumn Of(IColumn from, IColumn to)
    {
        var (source, target) = (Mapping(from), Mapping(to));
        return new(to.Name, ReaderOf(source.Converter?.ProviderClrType ?? source.ClrType), value =>
        {
            var meant = source.Converter is { } read ? read.ConvertFromProvider(value)! : value; // never null: nulls are not turned
            return target.Converter is { } written ? written.ConvertToProvider(meant)! : meant;
        }, command => target.CreateParameter(command, "@" + to.Name, null, nullable: true));
    }

    /// <summary>A column of JSON made by the mapper, which is text to either driver.</summary>
    public static CopiedColumn OfJson(IColumn to) => new(to.Name, Value<string>, value => value, command => to.StoreTypeMapping.CreateParameter(command, "@" + to.Name, null, nullable: true));

    /// <summary>A column the mapper does not know.</summary>
    /// <typeparam name="T">What both drivers give and take.</typeparam>
    public static CopiedColumn Plain<T>(string name)
        where T : notnull => new(name, Value<T>, value => value, command =>
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        return parameter;
    });

    private static RelationalTypeMapping Mapping(IColumn column) => column.PropertyMappings[0].TypeMapping;

    private static Func<DbDataReader, int, object> ReaderOf(Type type) =>
        typeof(CopiedColumn).GetMethod(nameof(Value), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<DbDataReader, int, object>>(); // it is below

    private static object Value<T>(DbDataReader reader, int at)
        where T : notnull => reader.GetFieldValue<T>(at);
}
